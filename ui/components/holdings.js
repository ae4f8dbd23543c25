// What is on the shelf: a table that sorts; under a title its file and what it lacks; maybe a button that acts on it.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const sorted = sorting(data, parentElement, draw);

  function name(row) {
    const tags = row.tags.map((text) => el("span", { class: "tag", text }));
    return el("td", { role: "cell" },
      el("span", { lang: row.lang }, link({ href: row.href, text: row.cells[0], "data-place": row.id })),
      row.file ? el("div", { class: "quiet", text: row.file }) : null,
      tags.length ? el("div", { class: "tags" }, ...tags) : null);
  }

  function cell(row, value, index) {
    if (index === 0) return name(row);
    const head = data.columns[index];
    const text = value === null || value === undefined ? "" : String(value);
    return el("td", { role: "cell", class: head.numeric ? "number" : null, "data-title": head.title, text });
  }

  function action(row) {
    const press = () => setTriggerValue("chosen", row.id);
    return el("td", { role: "cell", class: "acts" }, el("button", { type: "button", click: press, text: data.action,
      "aria-label": `${data.action} ${row.cells[0]}`, "data-place": `act-${row.id}` }));
  }

  function draw() {
    redraw(parentElement, (root) => {
      const heads = sorted.heads();
      if (data.action) heads.firstChild.append(el("td", { role: "cell" }));
      const rows = sorted.rows().map((row) => el("tr", { role: "row", "data-id": row.id },
        ...row.cells.map((value, index) => cell(row, value, index)), data.action ? action(row) : null));
      const body = el("tbody", { role: "rowgroup" }, ...rows);
      const table = el("table", { role: "table", "aria-label": data.label }, heads, body);
      root.append(el("div", { class: "frame" }, table));
    });
  }
  draw();
});

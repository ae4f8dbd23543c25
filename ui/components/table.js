// A table that sorts by the column whose head is pressed; the first cell of a row may be a link.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const sorted = sorting(data, parentElement, draw);

  function cell(row, value, index) {
    const text = value === null || value === undefined ? "" : String(value);
    const lang = index === 0 ? row.lang : row.langs?.[index];
    const common = { role: "cell", "data-title": index > 0 ? data.columns[index].title : null };
    const content = index === 0 && row.href
      ? link({ href: row.href, text, "data-place": row.id }, () => setTriggerValue("chosen", row.id)) : text;
    return el("td", { ...common, class: data.columns[index].numeric ? "number" : null, lang }, content);
  }

  function draw() {
    redraw(parentElement, (root) => {
      const rows = sorted.rows().map((row) =>
        el("tr", { role: "row", "data-id": row.id }, ...row.cells.map((value, index) => cell(row, value, index))));
      const many = data.columns.length > 2 ? "many" : null;
      const table = el("table", { role: "table", "aria-label": data.label, class: many },
        sorted.heads(), el("tbody", { role: "rowgroup" }, ...rows));
      root.append(el("div", { class: "frame" }, table));
    });
  }
  draw();
});

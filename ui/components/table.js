// A table that sorts by the column whose head is pressed; the first cell of a row may be a link.
export default function ({ data, parentElement, setTriggerValue }) {
  const order = new Intl.Collator(data.lang, { numeric: true, sensitivity: "base" });
  const state = (parentElement.policykb ??= { column: null, down: false });

  function sorted() {
    if (state.column === null) return data.rows;
    const value = (row) => row.cells[state.column];
    const blank = (row) => value(row) === null || value(row) === "";
    const compare = (a, b) => (typeof value(a) === "number" ? value(a) - value(b) : order.compare(value(a), value(b)));
    // What is not known stands last, whichever way the rest is sorted.
    return [...data.rows].sort((a, b) => blank(a) - blank(b) || (blank(a) ? 0 : (state.down ? -1 : 1) * compare(a, b)));
  }

  function head(column, index) {
    const here = state.column === index;
    const press = () => {
      state.down = here && !state.down;
      state.column = index;
      draw();
    };
    const arrow = el("span", { class: "arrow", "aria-hidden": "true", text: here ? (state.down ? "↓" : "↑") : "" });
    const button = el("button", { type: "button", click: press, title: column.sort, "data-place": `head-${index}` },
      column.title, arrow);
    const attributes = { scope: "col", class: column.numeric ? "number" : null,
      "aria-sort": here ? (state.down ? "descending" : "ascending") : null };
    return el("th", attributes, button);
  }

  function cell(row, value, index) {
    const text = value === null || value === undefined ? "" : String(value);
    const lang = index === 0 ? row.lang : null;
    const content = index === 0 && row.href
      ? link({ href: row.href, text, "data-place": row.id }, () => setTriggerValue("chosen", row.id)) : text;
    return el("td", { class: data.columns[index].numeric ? "number" : null, lang }, content);
  }

  function draw() {
    redraw(parentElement, (root) => {
      const heads = el("thead", {}, el("tr", {}, ...data.columns.map(head)));
      const rows = sorted().map((row) => el("tr", { "data-id": row.id }, ...row.cells.map((v, i) => cell(row, v, i))));
      root.append(el("div", { class: "frame" }, el("table", { "aria-label": data.label }, heads, el("tbody", {}, ...rows))));
    });
  }
  draw();
}

// Rows in the order of the column whose head was pressed, and the heads to press. ``draw`` shows the new order.
function sorting(data, parentElement, draw) {
  const order = new Intl.Collator(data.lang, { numeric: true, sensitivity: "base" });
  const state = (parentElement.policykbOrder ??= { column: null, down: false });

  function rows() {
    if (state.column === null) return data.rows;
    // What is said in words stands in the order of what it means.
    const value = (row) => row.order?.[state.column] ?? row.cells[state.column];
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
    return el("th", { scope: "col", role: "columnheader", class: column.numeric ? "number" : null,
      "aria-sort": here ? (state.down ? "descending" : "ascending") : null }, button);
  }

  const heads = () => el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...data.columns.map(head)));
  return { rows, heads };
}

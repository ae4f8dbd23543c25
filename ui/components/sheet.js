// A table that sorts, and whose rows open to the quotes that they rest on; one row is open at a time.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.policykb ??= { open: "" });
  const sorted = sorting(data, parentElement, draw);
  const brought = Boolean(data.open) && data.open !== state.open;
  state.open = data.open;

  function toggle(row) {
    state.open = state.open === row.id ? "" : row.id;
    draw();
    setTriggerValue("opened", state.open);
  }

  function shown(value) {
    if (value === null || value === undefined) return "";
    return typeof value === "number" ? value.toLocaleString([data.lang, "ru"]) : String(value);
  }

  function cell(row, value, index) {
    const column = data.columns[index];
    const common = { role: "cell", "data-title": column.title };
    const text = (row.before?.[index] ?? "") + shown(value);
    const kind = column.numeric ? "number" : /^\d{4}(-\d\d)*$/.test(text) ? "date" : null;
    if (index > 0) return el("td", { ...common, class: kind, text });
    const opened = state.open === row.id;
    const attributes = { type: "button", class: "opens", lang: row.lang, "aria-expanded": String(opened),
      "data-place": row.id, click: () => toggle(row) };
    const sign = el("span", { class: "sign", "aria-hidden": "true", text: opened ? "▾" : "▸" });
    return el("td", common, el("button", attributes, sign, el("span", { text })));
  }

  function rows(row) {
    const main = el("tr", { role: "row", "data-id": row.id, class: row.quiet ? "pale" : null },
      ...row.cells.map((value, index) => cell(row, value, index)));
    if (state.open !== row.id) return [main];
    const inside = el("td", { role: "cell", colspan: data.columns.length }, proofs(row.proofs, row.more));
    return [main, el("tr", { role: "row", class: "detail" }, inside)];
  }

  function draw() {
    return redraw(parentElement, (root) => {
      const body = el("tbody", { role: "rowgroup" }, ...sorted.rows().flatMap(rows));
      root.append(el("table", { role: "table", "aria-label": data.label }, sorted.heads(), body));
    });
  }

  const root = draw();
  if (brought) requestAnimationFrame(() => root.querySelector("tr.detail")?.scrollIntoView({ block: "center" }));
});

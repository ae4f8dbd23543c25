// What is known of a document, field by field, each with where it comes from.
export default component(function ({ data, parentElement }) {
  redraw(parentElement, (root) => {
    const row = (each) => el("div", { class: "row", "data-field": each.field }, el("dt", { text: each.name }),
      el("dd", {}, el("span", { class: "value", lang: each.lang, text: each.value }),
        each.origin ? el("span", { class: "quiet", text: each.origin }) : null));
    root.append(el("dl", { "aria-label": data.label }, ...data.rows.map(row)));
  });
});

// What does not go together, side by side: two statements with their quotes.
export default component(function ({ data, parentElement }) {
  function side(each) {
    return el("div", { class: "side" },
      el("p", { class: "said", lang: each.lang, text: each.head }),
      each.sub ? el("p", { class: "quiet", text: each.sub }) : null,
      proofs(each.proofs, each.more));
  }

  function pair(each) {
    const why = el("p", { class: "why", text: each.title });
    return el("li", {}, why, el("div", { class: "sides" }, ...each.sides.map(side)));
  }
  redraw(parentElement, (root) => root.append(el("ol", { "aria-label": data.label }, ...data.pairs.map(pair))));
});

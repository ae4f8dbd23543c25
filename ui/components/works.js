// Documents that belong together, side by side: each with the way to it, and maybe a button that acts on it.
export default component(function ({ data, parentElement, setTriggerValue }) {
  function side(each) {
    const press = () => setTriggerValue("chosen", each.id);
    return el("div", { class: "side" },
      el("p", { class: "said", lang: each.lang }, link({ href: each.href, text: each.title, "data-place": each.id })),
      ...each.facts.map((text) => el("p", { class: "quiet", text })),
      el("blockquote", { lang: each.lang, text: each.begins }),
      data.action ? el("button", { type: "button", class: "act", click: press, text: data.action,
        "aria-label": `${data.action} ${each.title}`, "data-place": `act-${each.id}` }) : null);
  }

  function work(each) {
    const why = el("p", { class: "why", text: each.title });
    return el("li", {}, why, el("div", { class: "sides" }, ...each.sides.map(side)));
  }
  redraw(parentElement, (root) => root.append(el("ol", { "aria-label": data.label }, ...data.works.map(work))));
});

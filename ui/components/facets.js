// What the passages are like that are nearest to the question: press a value to keep only those that have it.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.policykb ??= { open: "", facets: "" });
  const choose = (facet, value) => () => {
    state.open = "";
    setTriggerValue("narrowed", { facet, value });
  };

  function chip(each) {
    return link({ class: "chip", href: each.href, "aria-label": each.label, "data-place": `chip-${each.facet}` },
      choose(each.facet, ""), el("span", { lang: each.lang, text: each.text }), el("span", { "aria-hidden": "true", text: " ✕" }));
  }

  function head(group) {
    const toggle = () => {
      state.open = state.open === group.facet ? "" : group.facet;
      draw();
    };
    return el("button", { type: "button", click: toggle, text: group.title, "aria-expanded": String(state.open === group.facet),
      "aria-controls": "panel", "data-place": `facet-${group.facet}` });
  }

  function value(group, each) {
    const attributes = { href: each.href, "aria-current": each.chosen ? "true" : null, "data-place": `${group.facet}-${each.value}`,
      "data-value": each.value };
    return el("li", {}, link(attributes, choose(group.facet, each.chosen ? "" : each.value),
      el("span", { lang: each.lang, text: each.text }), el("span", { class: "quiet", text: String(each.count) })));
  }

  function years(group) {
    const field = (name, text) => {
      const input = el("input", { type: "number", min: "1", max: "9999", step: "1", value: group[name], "data-place": name });
      return [input, el("label", {}, text, input)];
    };
    const [first, from] = field("first", group.from);
    const [last, until] = field("last", group.until);
    const submit = (event) => {
      event.preventDefault();
      const range = first.value === last.value ? first.value : `${first.value}-${last.value}`;
      choose(group.facet, range)();
    };
    return el("form", { class: "years", submit }, from, until, el("button", { type: "submit", text: group.apply }));
  }

  function panel(group) {
    const close = (event) => {
      if (event.key !== "Escape") return;
      state.open = "";
      draw();
      parentElement.querySelector(`[data-place="facet-${group.facet}"]`)?.focus();
    };
    const values = el("ul", { class: "values", "aria-label": group.title }, ...group.values.map((each) => value(group, each)));
    return el("div", { class: "panel", id: "panel", role: "group", "aria-label": group.title, keydown: close },
      group.values.length ? values : el("p", { class: "quiet", text: group.none }), group.apply ? years(group) : null);
  }

  function draw() {
    const open = data.groups.find((group) => group.facet === state.open);
    redraw(parentElement, (root) => root.append(
      el("div", { class: "row", role: "group", "aria-label": data.label }, el("span", { class: "quiet", text: data.label }),
        ...data.groups.map(head)),
      ...(open ? [panel(open)] : []),
      ...(data.chips.length ? [el("div", { class: "row" }, ...data.chips.map(chip),
        link({ class: "all", href: data.all.href, text: data.all.text, "data-place": "all" }, choose("", "")))] : []),
    ));
  }
  draw();
});

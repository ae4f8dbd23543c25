// Headings as a tree that folds; words in the box above find them wherever they stand.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.policykb ??= { of: null, sought: "", open: new Set() });
  const first = state.of !== data.of;
  if (first) Object.assign(state, { of: data.of, sought: "", open: new Set() });
  const count = data.headings.length;
  const parents = [];
  const children = data.headings.map(() => []);
  const roots = [];
  const above = [];
  data.headings.forEach((each, index) => {
    while (above.length && data.headings[above.at(-1)].level >= each.level) above.pop();
    parents.push(above.length ? above.at(-1) : null);
    (above.length ? children[above.at(-1)] : roots).push(index);
    above.push(index);
  });
  // What is long begins folded to as many levels as fit, and open where the reader is.
  const folded = count > data.most;
  const depth = [];
  parents.forEach((parent) => depth.push(parent === null ? 1 : depth[parent] + 1));
  const shown = (level) => depth.filter((each) => each <= level).length;
  const plain = roots.length === count;
  if (first) depth.forEach((each, index) => shown(each + 1) <= data.most && state.open.add(index));
  for (let at = data.current; at !== null && at !== undefined; at = parents[at]) state.open.add(at);

  function line(index) {
    const each = data.headings[index];
    return link({ href: each.href, class: "line", lang: data.lang, "data-place": `heading-${index}`,
      "aria-current": index === data.current ? "location" : null },
      () => setTriggerValue("chosen", index), el("span", { text: each.text }),
      each.page ? el("span", { class: "quiet number", text: String(each.page) }) : null);
  }

  function branch(index) {
    if (!children[index].length) return el("li", { class: plain ? null : "leaf" }, line(index));
    const opened = !folded || state.open.has(index);
    const list = el("ul", { hidden: !opened }, ...children[index].map(branch));
    const press = (event) => {
      const button = event.currentTarget;
      list.hidden = !list.hidden;
      button.setAttribute("aria-expanded", String(!list.hidden));
      if (list.hidden) state.open.delete(index);
      else state.open.add(index);
    };
    const fold = el("button", { type: "button", class: "fold", "aria-expanded": String(opened), click: press,
      "aria-label": `${data.words.fold}: ${data.headings[index].text}`, "data-place": `fold-${index}` });
    return el("li", {}, el("div", { class: "both" }, fold, line(index)), list);
  }

  function tree() {
    const sought = state.sought.toLocaleLowerCase(data.lang).split(/\s+/).filter((word) => word);
    if (!sought.length) return el("ul", { class: "tree" }, ...roots.map(branch));
    const fits = (each) => sought.every((word) => each.text.toLocaleLowerCase(data.lang).includes(word));
    const found = data.headings.map((each, index) => [each, index]).filter(([each]) => fits(each));
    if (!found.length) return el("p", { class: "quiet", role: "status", text: data.words.none });
    return el("ul", { class: "tree" }, ...found.map(([, index]) => el("li", {}, line(index))));
  }

  const root = redraw(parentElement, (root) => {
    const box = el("div", { class: "box", tabindex: "0", role: "navigation", "aria-label": data.words.label }, tree());
    const type = (event) => {
      state.sought = event.currentTarget.value;
      box.replaceChildren(tree());
    };
    const search = count > data.few ? el("input", { type: "search", value: state.sought, input: type,
      placeholder: data.words.search, "aria-label": data.words.search, "data-place": "search" }) : null;
    root.append(...[search, box].filter((part) => part));
  });
  if (root.dataset.shown === data.shown) return;
  root.dataset.shown = data.shown;
  const current = root.querySelector("[aria-current]");
  if (!current) return;
  requestAnimationFrame(() => {
    const box = root.querySelector(".box");
    box.scrollTop += current.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  });
});

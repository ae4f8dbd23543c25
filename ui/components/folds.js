// Groups that open; in them what has a name, a word about it, links to places, and quotes that open.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.policykb ??= { of: null, sought: "", open: new Set() });
  if (state.of !== data.of) {
    Object.assign(state, { of: data.of, sought: "", open: new Set(data.groups.filter((g) => g.open).map((g) => g.key)) });
  }

  function place(each, item) {
    const chosen = each.go ? () => setTriggerValue("chosen", each.go) : null;
    return link({ href: each.href, text: each.text, "aria-label": each.label ?? null,
      "data-place": `${item.key}-${each.href}` }, chosen);
  }

  function quote(each) {
    const where = each.place ? place(each.place, each.place) : null;
    return el("li", { class: "proof" }, el("blockquote", { lang: each.lang, text: each.quote }),
      el("p", { class: "quiet" }, each.sub, each.sub && where ? " · " : null, where));
  }

  function item(each) {
    const key = { "data-place": each.key };
    const name = each.href ? link({ href: each.href, text: each.name, lang: each.lang, ...key },
      each.go ? () => setTriggerValue("chosen", each.go) : null) : el("span", { text: each.name, lang: each.lang });
    const tag = each.tag ? el("span", { class: `tag ${each.mark ?? ""}`, text: each.tag }) : null;
    const places = each.places?.length ? el("p", { class: "places quiet" }, data.words.places ?? null,
      ...each.places.flatMap((one, at) => [at ? ", " : " ", place(one, each)]), each.more ? ` ${each.more}` : null) : null;
    const proofs = each.proofs?.length ? el("details", {}, el("summary", { text: each.proofsTitle, ...key }),
      el("ul", { class: "proofs" }, ...each.proofs.map(quote))) : null;
    return el("li", { class: "item", "data-key": each.key }, el("div", { class: "name" }, name, tag),
      each.sub ? el("p", { class: "quiet", text: each.sub }) : null, places, proofs);
  }

  function group(each, sought) {
    const fits = (one) => sought.every((word) => `${one.name} ${one.sub ?? ""}`.toLocaleLowerCase(data.lang).includes(word));
    const found = sought.length ? each.items.filter(fits) : each.items;
    if (!found.length) return null;
    const list = el("ul", { class: "items" }, ...found.map(item));
    const note = each.note ? el("p", { class: "quiet", text: each.note }) : null;
    if (!each.title) return el("div", {}, note, list);
    const toggle = (event) => {
      if (event.currentTarget.parentElement.open) state.open.delete(each.key);
      else state.open.add(each.key);
    };
    return el("details", { class: "group", open: state.open.has(each.key) || sought.length > 0, "data-key": each.key },
      el("summary", { click: toggle, "data-place": `group-${each.key}` }, each.title, " ",
        el("span", { class: "tag", text: String(found.length) })), note, list);
  }

  function groups() {
    const sought = state.sought.toLocaleLowerCase(data.lang).split(/\s+/).filter((word) => word);
    const shown = data.groups.map((each) => group(each, sought)).filter((each) => each);
    return shown.length ? shown : [el("p", { class: "quiet", role: "status", text: data.words.none })];
  }

  redraw(parentElement, (root) => {
    const body = el("div", { class: "body", role: "region", "aria-label": data.label, tabindex: "0" }, ...groups());
    const type = (event) => {
      state.sought = event.currentTarget.value;
      body.replaceChildren(...groups());
    };
    const search = data.words.search ? el("input", { type: "search", value: state.sought, input: type,
      placeholder: data.words.search, "aria-label": data.words.search, "data-place": "search" }) : null;
    root.append(...[search, body].filter((part) => part));
  });
});

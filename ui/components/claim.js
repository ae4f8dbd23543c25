// One statement: what it says as a list, and where, each quote marked in its surroundings.
export default component(function ({ data, parentElement }) {
  function fact(each) {
    return [el("dt", { text: each.name }), el("dd", { lang: each.lang, text: each.value })];
  }

  function place(each) {
    const title = link({ href: each.href, lang: each.title_lang, text: each.title, "data-place": each.href });
    const where = each.place ? el("span", { text: ` · ${each.place}` }) : null;
    return el("li", { class: "proof" }, el("blockquote", { lang: each.lang }, ...runs(each.runs)),
      el("p", { class: "quiet" }, title, where));
  }

  function places(each) {
    if (!each.proofs.length) return null;
    return el("section", { "aria-label": each.title }, el("p", { class: "head", text: each.title }),
      el("ul", { class: "proofs" }, ...each.proofs.map(place)),
      each.more ? el("p", { class: "quiet", text: each.more }) : null);
  }

  redraw(parentElement, (root) => {
    const tags = data.tags.map((tag) => el("span", { class: "tag", text: tag }));
    const name = data.title ? el("p", { class: "name", lang: data.lang, text: data.title }) : null;
    const facts = data.facts.length ? el("dl", {}, ...data.facts.flatMap(fact)) : null;
    const parts = [name, tags.length ? el("p", { class: "tags" }, ...tags) : null, facts, ...data.places.map(places)];
    root.append(el("article", { "aria-label": data.label }, ...parts.filter((part) => part)));
  });
});

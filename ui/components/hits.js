// Cards of passages: where they stand, what they say, why they were found.
export default component(function ({ data, parentElement, setTriggerValue }) {
  function card(hit) {
    const tags = el("span", { class: "tags" }, ...hit.tags.map((tag) => el("span", { class: tag.other ? "tag other" : "tag", title: tag.note ?? null, text: tag.text })));
    const head = el("header", {},
      link({ class: "title", href: hit.href, lang: hit.document_lang, text: hit.title, "data-place": hit.href }), tags);
    const place = hit.place ? el("p", { class: "quiet", text: hit.place }) : null;
    const text = el("p", { class: "text", lang: hit.lang }, ...runs(hit.runs));
    const why = el("p", { class: "quiet why" }, el("strong", { text: `${data.why}: ` }), hit.why);
    const below = tools(parentElement, data.words, hit, (id) => setTriggerValue("kept", id));
    return el("li", {}, head, place, text, why, below);
  }
  redraw(parentElement, (root) => root.append(el("ol", { "aria-label": data.label }, ...data.hits.map(card))));
});

// An answer: each sentence with the numbers of its sources, then the sources.
export default function ({ data, parentElement, setTriggerValue }) {
  const choose = (number) => () => setTriggerValue("cite", number);

  function chip(number, place) {
    const source = data.sources.find((each) => each.number === number);
    const attributes = {
      class: "chip", href: source.href, text: String(number), title: source.title,
      "aria-label": source.label, "aria-current": number === data.active ? "true" : null, "data-place": place,
    };
    return link(attributes, choose(number));
  }

  function sentence(each, index) {
    const chips = each.citations.map((number) => chip(number, `s${index}-${number}`));
    return el("p", { class: "sentence" }, el("span", { lang: each.lang, text: each.text }), " ", ...chips);
  }

  function source(each) {
    const title = el("span", { class: "title", lang: each.lang, text: each.title });
    const where = el("span", { class: "quiet", text: each.place });
    const item = link(
      { class: "source", href: each.href, "data-place": `source-${each.number}`,
        "aria-current": each.number === data.active ? "true" : null },
      choose(each.number), el("span", { class: "number", text: String(each.number) }), el("span", {}, title, where),
    );
    return el("li", {}, item);
  }

  redraw(parentElement, (root) => {
    root.append(
      ...data.sentences.map(sentence),
      el("h3", { text: data.heading }),
      el("ol", { "aria-label": data.heading }, ...data.sources.map(source)),
    );
  });
}

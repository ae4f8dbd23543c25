// An answer: each sentence with the numbers of its sources, whose quotes show under pointer and focus; the sources.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const choose = (number) => () => setTriggerValue("cite", number);

  function tip(source, id) {
    return el("span", { class: "tip", role: "tooltip", id, hidden: true },
      el("span", { class: "said-there", lang: source.quote_lang, text: source.quote }),
      el("span", { class: "quiet" }, el("span", { lang: source.lang, text: source.title }),
        source.place ? ` · ${source.place}` : ""));
  }

  function chip(number, place) {
    const source = data.sources.find((each) => each.number === number);
    const quote = tip(source, `tip-${place}`);
    const button = link({
      class: "chip", href: source.href, text: String(number), "aria-label": source.label,
      "aria-current": number === data.active ? "true" : null, "aria-describedby": quote.id, "data-place": place,
    }, choose(number));
    const show = () => {
      quote.hidden = false;
      quote.style.top = `${button.offsetTop + button.offsetHeight}px`;
    };
    const hide = () => { quote.hidden = true; };
    const leave = (event) => { if (event.key === "Escape") hide(); };
    return el("span", { class: "cite", mouseenter: show, mouseleave: hide, focusin: show, focusout: hide,
      keydown: leave }, button, quote);
  }

  function sentence(each, index) {
    const chips = each.citations.map((number) => chip(number, `s${index}-${number}`));
    return el("p", { class: "sentence" }, el("span", { class: "words", lang: each.lang, text: each.text }), " ", ...chips);
  }

  function source(each) {
    const title = el("span", { class: "title", lang: each.lang, text: each.title });
    const where = el("span", { class: "quiet", text: [each.place, each.language].filter(Boolean).join(" · ") });
    const item = link(
      { class: "source", href: each.href, "data-place": `source-${each.number}`,
        "aria-current": each.number === data.active ? "true" : null },
      choose(each.number), el("span", { class: "number", text: String(each.number) }), el("span", {}, title, where),
    );
    return el("li", {}, item, tools(parentElement, data.words, each, (id) => setTriggerValue("kept", id)));
  }

  redraw(parentElement, (root) => {
    root.append(
      ...data.sentences.map(sentence),
      el("h3", { text: data.heading }),
      el("ol", { "aria-label": data.heading }, ...data.sources.map(source)),
    );
  });
});

// Recommendations in groups that open; a recommendation may stand in several of them.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.policykb ??= { by: null, open: new Set() });
  const first = state.by !== data.by;
  if (first) {
    state.by = data.by;
    state.open = new Set([data.open || data.groups[0]?.key]);
  } else if (data.open) state.open.add(data.open);

  function line(words, value) {
    return value ? el("p", { class: "fact" }, el("span", { class: "quiet", text: `${words}: ` }), value) : null;
  }

  function candidates(card) {
    if (!card.later.length) return null;
    const each = (one) => el("li", {}, one.date ? `${one.date} · ` : "",
      link({ href: one.href, lang: one.lang, text: one.text, "data-place": `${card.id}-${one.href}` }));
    return el("details", { class: "later" }, el("summary", { text: `${data.words.later} (${card.later.length})` }),
      el("p", { class: "quiet", text: data.words.candidates }), el("ul", {}, ...card.later.map(each)));
  }

  function card(id) {
    const card = data.cards[id];
    return el("li", { class: "card" },
      proofs(card.proofs, card.more),
      line(data.words.by, card.by), line(data.words.to, card.to), line(data.words.year, card.year),
      line(data.words.about, card.about), line(data.words.taken, card.taken), candidates(card));
  }

  function group(each) {
    const note = (event) => {
      const opens = !event.currentTarget.parentElement.open;
      if (opens) state.open.add(each.key);
      else state.open.delete(each.key);
      setTriggerValue("opened", opens ? each.key : "");
    };
    const head = el("summary", { click: note, "data-place": each.key, lang: each.lang },
      el("span", { text: each.name }), " ", el("span", { class: "tag", text: String(each.cards.length) }));
    return el("details", { class: "group", open: state.open.has(each.key), "data-key": each.key }, head,
      el("ul", { class: "cards" }, ...each.cards.map(card)));
  }

  const root = redraw(parentElement, (root) => root.append(...data.groups.map(group)));
  if (first && data.open) {
    requestAnimationFrame(() => root.querySelector(`[data-key="${CSS.escape(data.open)}"]`)?.scrollIntoView());
  }
});

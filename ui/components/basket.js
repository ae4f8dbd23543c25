// The basket: quotes in the order of the reader, each with its place, her sentence and her note.
export default component(function ({ data, parentElement, setTriggerValue }) {
  // What was typed or moved and has not come back yet: the server may answer an earlier stroke meanwhile.
  const state = (parentElement.policykb ??= { typed: new Map(), order: null, out: [] });
  for (const item of data.items) {
    for (const field of item.fields) {
      const key = `${item.id} ${field.name}`;
      if (state.typed.get(key)?.value === field.value) state.typed.delete(key);
    }
  }
  const there = data.items.map((item) => item.id);
  if (state.order && state.order.join("\n") === there.join("\n")) {
    state.order = null;
    state.out = [];
  }

  function items() {
    const by = new Map(data.items.map((item) => [item.id, item]));
    const order = (state.order ?? there).filter((id) => by.has(id) && !state.out.includes(id));
    const added = there.filter((id) => !order.includes(id) && !state.out.includes(id));
    return [...order, ...added].map((id) => by.get(id));
  }

  function tell(order) {
    state.order = order;
    setTriggerValue("arranged", { order, out: state.out });
    draw();
  }

  function move(id, by) {
    const order = items().map((item) => item.id);
    const at = order.indexOf(id), to = at + by;
    if (to < 0 || to >= order.length) return;
    order.splice(to, 0, ...order.splice(at, 1));
    tell(order);
    say(parentElement, data.words.moved.replace("{place}", to + 1).replace("{count}", order.length));
    parentElement.querySelector(`[data-place="${CSS.escape(`${by < 0 ? "up" : "down"} ${id}`)}"]`)?.focus();
  }

  function take(id) {
    const order = items().map((item) => item.id);
    const at = order.indexOf(id);
    state.out.push(id);
    const left = order.filter((each) => each !== id);
    tell(left);
    say(parentElement, data.words.taken);
    const next = left[Math.min(at, left.length - 1)];
    if (next) parentElement.querySelector(`[data-place="${CSS.escape(`out ${next}`)}"]`)?.focus();
  }

  function button(place, sign, label, press, off) {
    return el("button", { type: "button", text: sign, "aria-label": label, title: label, "data-place": place,
      "aria-disabled": off ? "true" : null, click: press });
  }

  function field(item, each) {
    const key = `${item.id} ${each.name}`;
    const change = (event) => {
      state.typed.set(key, { id: item.id, field: each.name, value: event.target.value });
      setTriggerValue("edited", [...state.typed.values()]);
    };
    const box = el(each.long ? "textarea" : "input", { rows: each.long ? "1" : null, maxlength: String(each.most), change,
      placeholder: each.hint || null, "data-place": key });
    box.value = state.typed.get(key)?.value ?? each.value;
    // What is being typed is kept when the page is drawn anew.
    box.addEventListener("input", () => { state.typing = { key, value: box.value }; });
    box.addEventListener("blur", () => { state.typing = null; });
    return el("label", { class: each.long ? "wide" : null }, each.label, box);
  }

  function card(item, index, all) {
    const by = (word) => `${data.words[word]}: ${index + 1}`;
    const title = item.href ? link({ class: "title", href: item.href, lang: item.lang, text: item.title, "data-place": `title ${item.id}` })
      : el("span", { class: "title", lang: item.lang, text: item.title });
    const head = el("header", {}, el("span", { class: "count", text: `${index + 1}.` }), title, el("span", { class: "buttons" },
      button(`up ${item.id}`, "↑", by("up"), () => move(item.id, -1), index === 0),
      button(`down ${item.id}`, "↓", by("down"), () => move(item.id, 1), index === all.length - 1),
      button(`out ${item.id}`, "✕", by("out"), () => take(item.id))));
    const parts = [head, item.place && el("p", { class: "quiet", text: item.place }),
      item.warning && el("p", { class: "warning", text: item.warning }),
      item.quote && el("blockquote", { lang: item.quote_lang, tabindex: "0", text: item.quote }),
      item.fields.length ? el("div", { class: "fields" }, ...item.fields.map((each) => field(item, each))) : null,
      item.copy && el("p", { class: "tools" }, copyButton(parentElement, data.words, item.copy, `copy ${item.id}`))];
    return el("li", { class: item.warning ? "item lost" : "item", "data-id": item.id }, ...parts);
  }

  function draw() {
    const typing = state.typing;
    const focused = parentElement.getRootNode().activeElement;
    const range = typing && focused ? [focused.selectionStart, focused.selectionEnd] : null;
    redraw(parentElement, (root) => {
      const all = items();
      root.append(el("ol", { class: "items", "aria-label": data.label }, ...all.map(card)));
    });
    if (!typing) return;
    const box = parentElement.querySelector(`[data-place="${CSS.escape(typing.key)}"]`);
    if (!box) return;
    box.value = typing.value;
    state.typing = typing;
    if (range) box.setSelectionRange(...range);
  }
  draw();
});

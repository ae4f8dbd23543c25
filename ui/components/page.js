// A page of a PDF as a picture, the quote framed by rectangles over it. Arrow keys turn the page.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.policykb ??= { large: false });
  const words = data.words;
  const turn = (number) => setTriggerValue("page", number);

  function step(text, sign, number, place) {
    const there = number >= 1 && number <= data.count;
    const attributes = { class: "step", text: sign, "aria-label": text, title: text, "data-place": place };
    if (!there) return el("span", { class: "step off", "aria-hidden": "true", text: sign });
    return link({ ...attributes, href: data.hrefs[place] }, () => turn(number));
  }

  function bar() {
    const change = (event) => {
      const number = Number(event.currentTarget.value);
      if (Number.isInteger(number) && number >= 1 && number <= data.count) turn(number);
      else event.currentTarget.value = data.number;
    };
    const size = (event) => {
      state.large = !state.large;
      event.currentTarget.setAttribute("aria-pressed", String(state.large));
      root.querySelector(".frame").classList.toggle("wide", state.large);
    };
    const input = el("input", { type: "number", min: 1, max: data.count, value: data.number, change,
      "aria-label": words.number, "data-place": "number" });
    return el("nav", { class: "bar", "aria-label": words.pages },
      step(words.previous, "‹", data.number - 1, "previous"), input, el("span", { text: words.of }),
      step(words.next, "›", data.number + 1, "next"),
      data.printed ? el("span", { class: "quiet", text: data.printed }) : null,
      el("button", { class: "size", type: "button", click: size, "aria-pressed": String(state.large),
        text: words.larger, "data-place": "size" }));
  }

  function sheet() {
    const keys = (event) => {
      const to = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 }[event.key];
      const box = event.currentTarget;
      // A page that is wider than its frame is moved by the arrows.
      if (!to || event.ctrlKey || event.metaKey || event.altKey || (box.scrollWidth > box.clientWidth + 1
        && event.key.startsWith("Arrow"))) return;
      const number = data.number + to;
      if (number < 1 || number > data.count) return;
      event.preventDefault();
      turn(number);
    };
    const picture = el("img", { src: data.image, alt: data.alt, width: data.width, height: data.height });
    const rects = data.rects.map(([left, top, width, height]) => el("div", { class: "rect", "aria-hidden": "true",
      style: `left:${left}%;top:${top}%;width:${width}%;height:${height}%` }));
    return el("div", { class: state.large ? "frame wide" : "frame", tabindex: "0", role: "region", keydown: keys,
      "aria-label": data.alt, "data-place": "sheet" }, el("div", { class: "sheet" }, picture, ...rects));
  }

  const root = redraw(parentElement, (root) => {
    const head = el("header", { class: "large" },
      el("p", { class: "title", lang: data.head.lang, text: data.head.title }),
      el("p", { class: "quiet", text: data.head.place }));
    const notes = data.notes.map((each) => el("p", { class: "said", role: "status" }, each.text,
      each.link ? el("span", {}, " ", link({ href: each.href, text: each.link, "data-place": "found" },
        () => turn(each.page))) : null));
    const quoted = data.rects.length ? el("p", { class: "aside", lang: data.head.lang, text: data.quoted }) : null;
    const foot = data.more ? el("p", { class: "more" }, link({ href: data.more.href, text: data.more.text })) : null;
    root.append(...[head, bar(), ...notes, quoted, sheet(), foot].filter((part) => part));
  });
  if (root.dataset.shown === data.shown) return;
  root.dataset.shown = data.shown;
  const rect = root.querySelector(".rect");
  // Beside an answer the page moves no more than it must.
  const block = data.more ? "nearest" : "center";
  if (rect) requestAnimationFrame(() => rect.scrollIntoView({ block, inline: "center" }));
});

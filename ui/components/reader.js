// Passages of a document in reading order, with the quote marked and brought into view.
export default component(function ({ data, parentElement }) {
  function table(rows) {
    return el("table", {}, ...rows.map((cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, ...runs(cell))))));
  }

  function passage(each) {
    const classes = ["passage", each.kind, each.near ? "near" : ""].join(" ").trim();
    const note = each.note ? el("p", { class: "quiet", text: each.note }) : null;
    const text = each.rows ? table(each.rows) : el("div", { class: "text" }, ...runs(each.runs));
    text.setAttribute("lang", each.lang);
    return el("section", { class: classes, "data-start": each.start }, note, text);
  }

  const root = redraw(parentElement, (root) => {
    const style = data.height ? `max-height: ${data.height}` : null;
    const box = { class: data.height ? "box" : "page", style, tabindex: data.height ? "0" : null,
      role: "region", "aria-label": data.label };
    const head = el("header", { class: data.height ? null : "large" },
      el("p", { class: "title", lang: data.head.lang, text: data.head.title }),
      el("p", { class: "quiet", text: data.head.place }),
    );
    const foot = data.more && el("p", { class: "more" }, link({ href: data.more.href, text: data.more.text }));
    root.append(...[head, el("div", box, ...data.passages.map(passage)), foot].filter((part) => part));
  });
  const mark = root.querySelector("mark");
  if (!mark || root.dataset.shown === data.shown) return;
  root.dataset.shown = data.shown;
  requestAnimationFrame(() => {
    const box = root.querySelector(".box");
    if (!box) mark.scrollIntoView({ block: "center" });
    else box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  });
});

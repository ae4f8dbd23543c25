// References as a style prints them; a number before each where the list does not number itself.
export default component(function ({ data, parentElement }) {
  const entry = (each) => el("li", {}, each.number ? el("span", { class: "number", text: each.number }) : null,
    el("span", { class: "text", lang: each.lang, text: each.text }));
  redraw(parentElement, (root) => root.append(el("ol", { "aria-label": data.label }, ...data.entries.map(entry)),
    el("p", { class: "tools" }, copyButton(parentElement, data.words, data.entries.map((each) =>
      (each.number ? `${each.number} ` : "") + each.text).join("\n"), "copy-all"))));
});

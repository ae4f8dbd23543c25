// The files of a job: how far each is, and why one failed.
export default component(function ({ data, parentElement }) {
  function step(each) {
    const name = el("span", { class: "name", text: each.name });
    const word = el("span", { class: `tag ${each.kind}`, text: each.word });
    const bar = each.kind === "going"
      ? el("progress", { max: "1", value: String(each.share), "aria-label": `${each.name}: ${each.word}` }) : null;
    const said = each.said.map(({ text, lang }) => el("p", { class: "quiet", lang, text }));
    return el("li", { "data-state": each.state }, el("div", { class: "line" }, name, bar, word), ...said);
  }
  redraw(parentElement, (root) => root.append(el("ul", { "aria-label": data.label }, ...data.steps.map(step))));
});

// Charts by year, one for each series; each point leads to where it is said.
export default component(function ({ data, parentElement }) {
  // Some browsers know no Kazakh numbers; Russian ones are written alike.
  const number = new Intl.NumberFormat([data.lang, "ru"], { maximumFractionDigits: 3 });
  const words = (point) => `${point.time}: ${point.qualifier}${number.format(point.value)}`;

  const axis = (x, y, anchor, text) =>
    svg("text", { class: "axis", x, y, "text-anchor": anchor, text: String(text), "aria-hidden": "true" });

  function chart(series, width) {
    const height = Math.round(Math.min(230, Math.max(170, width * 0.5)));
    const values = series.points.map((point) => point.value);
    // A scale that begins at nought does not make small changes look large.
    const marks = around(Math.min(0, ...values), Math.max(0, ...values));
    const [least, top] = [marks[0], marks.at(-1)];
    const labels = marks.map((at) => number.format(at));
    const left = 14 + 7 * Math.max(...labels.map((label) => label.length));
    const times = series.points.map((point) => point.at);
    const [low, high] = [Math.min(...times), Math.max(...times)];
    const x = (at) => left + 10 + ((at - low) / Math.max(high - low, 0.01)) * (width - left - 34);
    const y = (value) => height - 26 - ((value - least) / (top - least || 1)) * (height - 44);
    const grid = marks.flatMap((at, index) => [
      svg("line", { class: "grid", x1: left, x2: width - 4, y1: y(at), y2: y(at) }),
      axis(left - 6, y(at) + 4, "end", labels[index]),
    ]);
    const years = ticks(low, high, Math.floor(width / 70), 1).map((year) => axis(x(year), height - 6, "middle", year));
    // Two figures of one time are not joined: nothing moved between them.
    const step = (at, index) => (index && times[index - 1] !== at ? "L" : "M");
    const path = series.points.map(({ at, value }, index) => `${step(at, index)}${x(at)} ${y(value)}`).join(" ");
    const points = series.points.map((point) => dot(point, x(point.at), y(point.value)));
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": series.title },
      ...grid, ...years, svg("path", { d: path, class: "line", "aria-hidden": "true" }), ...points);
  }

  function dot(point, x, y) {
    const text = point.contradicted ? `${words(point)} · ${data.words.contradicted}` : words(point);
    const shape = point.contradicted
      ? svg("path", { class: "against", d: `M${x} ${y - 8}L${x + 8} ${y}L${x} ${y + 8}L${x - 8} ${y}Z` })
      : svg("circle", { class: "dot", cx: x, cy: y, r: 5 });
    const attributes = { href: point.href, "aria-label": `${text}, ${point.source}`, "data-place": `dot-${point.id}` };
    const ground = svg("circle", { cx: x, cy: y, r: 12, fill: "transparent" });
    return drawnLink(attributes, null, svg("title", { text: `${text}\n${point.source}` }), ground, shape);
  }

  function source(point) {
    const sign = point.contradicted ? el("span", { class: "tag", text: `≠ ${data.words.contradicted}` }) : null;
    return el("li", {}, `${words(point)} · `, link({ href: point.href, lang: point.lang, text: point.source,
      "data-place": `source-${point.id}` }), " ", sign);
  }

  function figure(series, width) {
    const unit = series.unit ? el("span", { class: "quiet", text: ` ${series.unit}` }) : null;
    const said = `${data.words.sources} (${series.points.length})`;
    return el("figure", {},
      el("figcaption", { lang: series.lang }, series.title, unit),
      chart(series, width),
      el("details", {}, el("summary", { text: said, "data-place": `open-${series.title}` }),
        el("ol", {}, ...series.points.map(source))));
  }

  fitted(parentElement, (width) => {
    const columns = Math.max(1, Math.floor((width + 24) / 424));
    const each = Math.floor((width - 24 * (columns - 1)) / columns) - 26;
    redraw(parentElement, (root) => root.append(
      el("div", { class: "charts", style: `grid-template-columns: repeat(${columns}, minmax(0, 1fr))` },
        ...data.series.map((series) => figure(series, each)))));
  });
});

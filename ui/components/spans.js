// Instruments, programmes and transfers on one axis of time, a line each, those of a kind together.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const [low, high] = data.years;

  function draw(width) {
    const narrow = width < 620;
    const line = narrow ? 42 : 27;
    const x = (year) => 10 + ((year - low) / Math.max(high - low, 1)) * (width - 20);
    const parts = [];
    let y = 22;
    for (const lane of data.lanes) {
      y += 14;
      parts.push(svg("text", { x: 10, y: y + 6, "font-weight": 600, text: lane.title }));
      y += 18;
      for (const item of lane.items) {
        parts.push(mark(item, lane, y, x, width, narrow, line));
        y += line;
      }
    }
    const height = y + 20;
    const years = ticks(low, high, Math.floor(width / 60), 1).flatMap((year) => [
      svg("line", { class: "grid", x1: x(year), x2: x(year), y1: 18, y2: height - 18, "aria-hidden": "true" }),
      ...[12, height - 4].map((at) =>
        svg("text", { class: "axis", x: x(year), y: at, "aria-hidden": "true", text: String(year),
          "text-anchor": x(year) < 24 ? "start" : x(year) > width - 24 ? "end" : "middle" })),
    ]);
    redraw(parentElement, (root) => root.append(
      svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": data.label }, ...years, ...parts)));
  }

  function mark(item, lane, y, x, width, narrow, line) {
    const [from, until] = [x(item.years[0]), Math.max(x(item.years[1]), x(item.years[0]))];
    const middle = y + (narrow ? 30 : 13);
    const end = item.period ? Math.max(until, from + 8) : from + 6;
    const [left, right] = [from - 16, width - end - 16];
    const after = narrow || right >= left;
    // A bar from end to end has its words on it.
    const inside = !narrow && item.period && Math.max(left, right) < 170;
    const free = inside ? until - from - 16 : narrow ? width - 20 : Math.max(left, right);
    const room = Math.floor(free / 7.2);
    const words = `${item.date} ${item.text}`;
    const label = svg("text", { x: narrow ? 10 : inside ? from + 8 : after ? end + 6 : from - 12,
      y: narrow ? y + 16 : middle + 4.5, "text-anchor": inside || after ? "start" : "end", lang: item.lang,
      class: inside ? "on" : null,
      text: words.length > room ? `${words.slice(0, Math.max(room - 1, 4))}…` : words });
    const thick = inside ? 20 : 10;
    const bar = item.period
      ? svg("rect", { x: from, y: middle - thick / 2, width: Math.max(until - from, 8), height: thick, rx: 3,
          fill: lane.colour })
      : svg("circle", { cx: from, cy: middle, r: 5.5, fill: lane.colour });
    // The whole line can be pressed.
    const ground = svg("rect", { x: 0, y, width, height: line, fill: "transparent" });
    const attributes = { href: item.href, "aria-label": `${lane.title}: ${words}`, "data-place": item.id,
      "data-id": item.id };
    return drawnLink(attributes, () => setTriggerValue("opened", item.id),
      svg("title", { text: words }), ground, bar, label);
  }

  fitted(parentElement, draw);
});

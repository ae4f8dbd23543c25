// How a graph looks: boxes as large as their words, colours and outlines by kind, arrows by what they say.
const SHAPES = { agency: "round-rectangle", responsibility: "rectangle", instrument: "cut-rectangle",
  programme: "barrel" };
const LETTERS = 13;
const LONGEST = 150;
const LINES = 4;
const EDGE = 20;

// The words of a box in lines that fit, the last of them cut when there are too many.
function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && width(longer) > LONGEST) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  const cut = (line) => {
    while (width(`${line}…`) > LONGEST && line.length > 1) line = line.slice(0, -1);
    return `${line}…`;
  };
  const kept = lines.slice(0, LINES).map((line) => (width(line) > LONGEST ? cut(line) : line));
  if (lines.length > LINES) kept[LINES - 1] = cut(kept[LINES - 1]);
  return kept;
}

function box(node, family) {
  const pen = (box.pen ??= document.createElement("canvas").getContext("2d"));
  pen.font = `${LETTERS}px ${family}`;
  const width = (line) => pen.measureText(line).width;
  const below = [node.when, node.more ? `+${node.more}` : ""].filter(Boolean).join(" · ");
  const lines = [...wrapped(node.label, width), ...(below ? [below] : [])];
  return { words: lines.join("\n"), wide: Math.max(...lines.map(width), 30) + 20, high: lines.length * 16 + 14 };
}

// Elements for the drawing library.
function elements(data, family) {
  const node = (each) => ({ group: "nodes", data: { ...each, ...box(each, family) },
    classes: `${each.kind} ${each.state ?? ""}` });
  const arrow = (each) => ({ group: "edges", data: each, classes: `${each.link} ${each.state ?? ""}` });
  return [...data.nodes.map(node), ...data.arrows.map(arrow)];
}

function colours(element) {
  const style = getComputedStyle(element);
  const of = (name, other) => style.getPropertyValue(name).trim() || other;
  return { text: of("--st-text-color", "#1d2429"), background: of("--st-background-color", "#ffffff"),
    line: of("--st-gray-text-color", "#6b7681"), here: of("--st-link-color", "#1b5e85"), family: style.fontFamily };
}

function look(kinds, colour) {
  const of = Object.entries(kinds).map(([kind, { line, fill }]) => ({ selector: `node.${kind}`,
    style: { shape: SHAPES[kind] ?? "rectangle", "border-color": line, "background-color": fill } }));
  const dashes = (selector, style) => [
    { selector: `node.${selector}`, style: { "border-style": style, "background-color": colour.background } },
    { selector: `edge.${selector}`, style: { "line-style": style } }];
  return [
    { selector: "node", style: { label: "data(words)", width: "data(wide)", height: "data(high)", "text-wrap": "wrap",
      "text-valign": "center", "text-halign": "center", color: colour.text, "font-family": colour.family,
      "font-size": LETTERS, "line-height": 1.2, "border-width": 1.5 } },
    ...of,
    { selector: "node.agency", style: { "border-width": 3 } },
    { selector: "edge", style: { width: 1.5, "line-color": colour.line, "target-arrow-color": colour.line,
      "target-arrow-shape": "triangle", "arrow-scale": 0.9, "curve-style": "bezier" } },
    { selector: "edge[word]", style: { label: "data(word)", color: colour.text, "font-size": 11,
      "font-family": colour.family, "text-background-color": colour.background, "text-background-opacity": 0.85,
      "text-background-padding": 2, "text-rotation": "autorotate" } },
    { selector: "edge.transferred", style: { width: 3.5, "line-color": colour.here,
      "target-arrow-color": colour.here } },
    ...dashes("past", "dotted"), ...dashes("future", "dashed"),
    { selector: "node.here", style: { "outline-width": 3, "outline-offset": 3, "outline-color": colour.here } },
    { selector: "core", style: { "active-bg-opacity": 0, "selection-box-opacity": 0 } },
  ];
}

// What was there moves little; what is new comes around what brought it, what is joined to nothing in rows below.
function arrange(graph, kept) {
  const alone = graph.nodes().filter((node) => node.degree(false) === 0);
  const joined = graph.elements().not(alone);
  const long = (edge) => (edge.data("word") ? 200 : 120);
  const shape = graph.width() / graph.height() || 1, parts = kept.empty() ? joined.components() : [joined];
  for (const part of joined.nonempty() ? parts : []) {
    part.layout({ name: "fcose", animate: false, quality: "proof", randomize: kept.not(alone).empty(), fit: false,
      nodeSeparation: 90, idealEdgeLength: long, nodeRepulsion: 9000 }).run();
    if (kept.empty()) turned(part, graph.width() < graph.height());
    apart(part.nodes().toArray());
  }
  if (kept.empty()) packed(parts, shape);
  rows(alone, joined, shape);
}

// Parts that nothing joins stand side by side, the highest first, in rows of the frame's shape.
function packed(parts, shape) {
  const gap = 40, boxes = parts.map((part) => ({ part, ...part.boundingBox() })).sort((one, other) => other.h - one.h);
  const area = boxes.reduce((sum, { w, h }) => sum + (w + gap) * (h + gap), 0);
  const widest = Math.max(Math.sqrt(area * shape), ...boxes.map(({ w }) => w));
  let x = 0, y = 0, high = 0;
  for (const { part, x1, y1, w, h } of boxes) {
    if (x > 0 && x + w > widest) [x, y, high] = [0, y + high + gap, 0];
    part.nodes().positions((node) => ({ x: node.position("x") - x1 + x, y: node.position("y") - y1 + y }));
    [x, high] = [x + w + gap, Math.max(high, h)];
  }
}

// A drawing that is wide in a frame that is tall, or the other way round, is turned on its side.
function turned(joined, tall) {
  const { w, h } = joined.boundingBox();
  if (w > h !== tall) return;
  joined.nodes().forEach((node) => {
    const { x, y } = node.position();
    node.position({ x: y, y: x });
  });
}

// Boxes that lie on each other step apart, the shorter way, until none does or there is no end of it.
function apart(nodes) {
  const gap = 10, places = nodes.map((node) => ({ ...node.position(), w: node.data("wide"), h: node.data("high") }));
  for (let moved = true, turn = 0; moved && turn < 80; turn += 1) {
    moved = false;
    places.forEach((one, index) => places.slice(index + 1).forEach((other) => {
      const x = other.x - one.x, y = other.y - one.y;
      const across = (one.w + other.w) / 2 + gap - Math.abs(x), down = (one.h + other.h) / 2 + gap - Math.abs(y);
      if (across <= 0 || down <= 0) return;
      const [way, by] = across < down ? ["x", (across / 2 + 0.5) * (x < 0 ? -1 : 1)]
        : ["y", (down / 2 + 0.5) * (y < 0 ? -1 : 1)];
      one[way] -= by;
      other[way] += by;
      moved = true;
    }));
  }
  nodes.forEach((node, index) => node.position({ x: places[index].x, y: places[index].y }));
}

// `shape` is the width of the frame by its height: rows of that shape, with what is above them, fill it best.
function rows(alone, joined, shape) {
  const gap = 24, above = joined.nonempty() ? joined.boundingBox() : { x1: 0, y2: 0, w: 0, h: 0 };
  const room = alone.toArray().reduce((sum, node) => sum + (node.data("wide") + gap) * (node.data("high") + gap), 0);
  const wide = Math.max(above.w, Math.sqrt((room + above.w * above.h) * shape)), left = above.x1 + (above.w - wide) / 2;
  let x = left, y = above.y2 + gap, high = 0;
  alone.forEach((node) => {
    const { wide: w, high: h } = node.data();
    if (x > left && x + w > left + wide) [x, y, high] = [left, y + high + gap, 0];
    node.position({ x: x + w / 2, y: y + h / 2 });
    x += w + gap;
    high = Math.max(high, h);
  });
}

function middle(graph) {
  return { x: graph.width() / 2, y: graph.height() / 2 };
}

// Whether the frame has a size: a drawing that is not shown yet has none.
function seen(graph) {
  return graph.width() > 2 * EDGE && graph.height() > 2 * EDGE;
}

// The whole graph in the middle of its frame, no larger than it is easy to read.
function overall(graph) {
  graph.fit(graph.elements(), EDGE);
  if (graph.zoom() > 1.15) graph.zoom({ level: 1.15, renderedPosition: middle(graph) });
}

// The node that an arrow key leads to: the nearest neighbour in that direction, else the nearest node.
function beside(graph, from, key) {
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  const [right, down] = ways[key];
  const nearest = (nodes, narrow) => {
    const found = nodes.filter((node) => !node.same(from)).map((node) => {
      const x = node.position("x") - from.position("x"), y = node.position("y") - from.position("y");
      const far = Math.hypot(x, y) || 1;
      return { node, far, straight: (x * right + y * down) / far };
    });
    return found.filter((each) => each.straight > narrow)
      .sort((a, b) => a.far * (2 - a.straight) - b.far * (2 - b.straight))[0]?.node;
  };
  const joined = from.neighborhood("node");
  return nearest(joined, 0.35) ?? nearest(graph.nodes(), 0.5) ?? nearest(joined, 0.01) ?? nearest(graph.nodes(), 0.01);
}

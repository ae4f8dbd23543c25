// A graph that grows where it is opened. It is made once; what the server sends later is put into it.
export default component(function ({ data, parentElement, setTriggerValue }) {
  const state = (parentElement.policykb ??= frame(parentElement));
  state.data = data;
  state.press = (iri) => setTriggerValue("pressed", iri);
  const { words } = data;
  state.canvas.setAttribute("aria-label", data.label);
  state.help.textContent = words.help;
  for (const [name, button] of Object.entries(state.buttons)) {
    button.title = words[name];
    button.setAttribute("aria-label", words[name]);
  }
  legend(state);
  // The address holds a digest of the library, so that a browser fetches it once.
  import(new URL(data.engine, document.baseURI).href)
    .then((engine) => show(state, engine))
    .catch((error) => { console.warn(error); state.canvas.textContent = words.failed; });
  // Only a graph that has left the page is given up: this runs before each new drawing as well.
  return () => setTimeout(() => { if (!parentElement.isConnected) state.graph?.destroy(); }, 1000);
});

function frame(parent) {
  const state = { here: "", graph: null, told: "", moved: false };
  const button = (name, lines, click) =>
    el("button", { type: "button", class: "tool", "data-tool": name, click }, icon(lines));
  const drawn = (act) => () => state.graph && act(state.graph);
  const zoom = (by) => drawn((graph) => {
    state.moved = true;
    graph.zoom({ level: graph.zoom() * by, renderedPosition: middle(graph) });
  });
  const fill = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
  state.buttons = {
    closer: button("closer", "M8 3v10M3 8h10", zoom(1.3)),
    wider: button("wider", "M3 8h10", zoom(1 / 1.3)),
    fit: button("fit", "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3", drawn((graph) => overall(graph))),
    full: button("full", "M9.5 6.5 13.5 2.5M9.5 2.5h4v4M6.5 9.5l-4 4M2.5 9.5v4h4", fill),
    save: button("save", "M8 2v8M4.5 6.8 8 10.3l3.5-3.5M3 13.5h10",
      drawn((graph) => save(graph, state.data, colours(state.canvas)))),
  };
  state.legend = el("ul", { class: "legend" });
  state.canvas = el("div", { class: "canvas", role: "application", tabindex: "0", "aria-describedby": "help",
    keydown: (event) => key(state, event), focus: () => go(state, current(state)) });
  state.hold = el("div", { class: "hold" }, state.canvas);
  // The page may have been scrolled meanwhile, which the library does not see from inside a shadow tree.
  const look = () => state.graph?.resize();
  // The wheel scrolls the page; with Ctrl, and with two fingers, it zooms.
  const wheel = (event) => (event.ctrlKey ? look() : event.stopPropagation());
  state.hold.addEventListener("pointerdown", look, { capture: true });
  state.hold.addEventListener("wheel", wheel, { capture: true });
  state.card = el("div", { class: "card" });
  state.live = el("p", { class: "live", role: "status", "aria-live": "polite" });
  state.help = el("p", { class: "quiet", id: "help" });
  const root = el("div", { class: "root" }, el("div", { class: "bar" }, state.legend,
    el("div", { class: "tools", role: "group" }, ...Object.values(state.buttons))),
    state.hold, state.card, state.help, state.live);
  // Until the reader moves it, all of it stays in its frame, whatever becomes of the frame.
  const mine = () => { state.moved = true; };
  state.hold.addEventListener("pointerdown", mine);
  state.hold.addEventListener("wheel", (event) => event.ctrlKey && mine(), { passive: true });
  const fit = drawn((graph) => {
    graph.resize();
    if (!state.moved && seen(graph)) overall(graph);
  });
  root.addEventListener("fullscreenchange", () => {
    state.moved = false;
    requestAnimationFrame(fit);
  });
  new ResizeObserver(fit).observe(state.canvas);
  parent.append(root);
  return state;
}

// A sign of lines, for fonts lack half of them.
function icon(lines) {
  const make = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const sign = make("svg", { viewBox: "0 0 16 16", width: "18", height: "18", "aria-hidden": "true" });
  sign.append(make("path", { d: lines, fill: "none", stroke: "currentColor", "stroke-width": "1.6" }));
  return sign;
}

function legend(state) {
  state.legend.setAttribute("aria-label", state.data.words.legend);
  state.legend.replaceChildren(...Object.values(state.data.kinds).map((kind) => el("li", {},
    el("span", { class: "swatch", "aria-hidden": "true",
      style: `background: ${kind.fill}; border-color: ${kind.line}` }), kind.word)));
}

function show(state, { cytoscape, fcose }) {
  if (!state.graph) {
    // A second copy of this script may have said so already.
    try { cytoscape.use(fcose); } catch { /* it is known */ }
    state.graph = cytoscape({ container: state.canvas, minZoom: 0.1, maxZoom: 3, boxSelectionEnabled: false,
      autounselectify: true });
    state.graph.on("tap", "node", (event) => tap(state, event.target));
  }
  const { graph } = state, colour = colours(state.canvas);
  graph.style(look(state.data.kinds, colour));
  const fresh = put(state, elements(state.data, colour.family));
  if (fresh.whole) state.moved = false;
  if (fresh.added && !state.moved) overall(graph);
  if (graph.getElementById(state.here).empty()) state.here = "";
  go(state, current(state), fresh.added && !fresh.whole);
}

// Take out what is gone, renew what stays, bring in what is new: ``whole`` when nothing stayed.
function put(state, wanted) {
  const { graph } = state, ids = new Set(wanted.map((each) => each.data.id));
  graph.elements().filter((each) => !ids.has(each.id())).remove();
  const kept = graph.nodes();
  const news = wanted.filter((each) => graph.getElementById(each.data.id).empty());
  wanted.filter((each) => graph.getElementById(each.data.id).nonempty()).forEach((each) => {
    graph.getElementById(each.data.id).data(each.data).classes(each.classes);
  });
  const from = graph.getElementById(state.here);
  const at = from.nonempty() ? from.position() : { x: 0, y: 0 };
  const turn = (2 * Math.PI) / (news.length || 1);
  const around = (index) => ({ x: at.x + 180 * Math.cos(index * turn), y: at.y + 180 * Math.sin(index * turn) });
  graph.add(news.map((each, index) => ({ ...each, position: around(index) })));
  if (news.length) arrange(graph, kept);
  return { whole: kept.empty(), added: news.length > 0 };
}

function current(state) {
  const here = state.graph?.getElementById(state.here);
  return here?.nonempty() ? here : state.graph?.nodes()[0];
}

// The node at which the reader is: it has an outline, and is told in words below and to a screen reader.
function go(state, node, around = false) {
  if (!node) return;
  const { graph } = state;
  graph.nodes(".here").removeClass("here");
  const focused = state.canvas.getRootNode().activeElement === state.canvas;
  if (focused || state.here) {
    state.here = node.id();
    node.addClass("here");
    told(state, node.data());
  } else state.card.replaceChildren();
  const seen = graph.extent(), place = node.boundingBox();
  const inside = place.x1 >= seen.x1 && place.x2 <= seen.x2 && place.y1 >= seen.y1 && place.y2 <= seen.y2;
  if (!state.here || (inside && !around)) return;
  graph.center(around ? node.closedNeighborhood() : node);
  state.moved = true;
}

function told(state, node) {
  if (state.live.textContent !== node.said) state.live.textContent = node.said;
  const state_ = node.when ? el("span", { class: "tag", text: node.when }) : null;
  const way = node.href ? link({ href: node.href, text: node.leads }) : null;
  state.card.replaceChildren(el("p", {}, el("span", { class: "quiet", text: node.word }), " ",
    el("span", { lang: node.lang, text: node.label }), " ", state_), el("p", {}, way));
}

function tap(state, node) {
  const again = state.here === node.id();
  state.here = node.id();
  state.canvas.focus({ preventScroll: true });
  go(state, node);
  // A first look at an open node does not close it.
  if (node.data("more") || (again && node.data("open"))) state.press(node.id());
}

function key(state, event) {
  if (!state.graph || event.ctrlKey || event.metaKey || event.altKey) return;
  const node = current(state), nodes = state.graph.nodes();
  const step = (by) => nodes[(nodes.toArray().indexOf(node) + by + nodes.length) % nodes.length];
  const acts = {
    Enter: () => (node.data("more") || node.data("open")) && state.press(node.id()),
    Home: () => go(state, nodes[0]), End: () => go(state, nodes[nodes.length - 1]),
    PageDown: () => go(state, step(1)), PageUp: () => go(state, step(-1)),
    "+": () => state.buttons.closer.click(), "-": () => state.buttons.wider.click(), 0: () => state.buttons.fit.click(),
  };
  acts[" "] = acts.Enter;
  acts["="] = acts["+"];
  const act = event.key.startsWith("Arrow") ? () => go(state, beside(state.graph, node, event.key) ?? node)
    : acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

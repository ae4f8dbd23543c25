// What charts are made of: elements of SVG from data, round numbers for axes, and drawing anew when the width changes.
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// About `count` round numbers from `low` to `high`, no closer than `least`.
function ticks(low, high, count, least = 0) {
  const rough = Math.max((high - low) / Math.max(count, 1), least, 1e-9);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max([1, 2, 5, 10].find((each) => each * power >= rough) * power, least);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step) {
    found.push(Number(at.toPrecision(12)));
  }
  return found;
}

// Round numbers the first of which is not above `low` and the last not below `high`.
function around(low, high) {
  const found = ticks(low, high, 4);
  const step = found.length > 1 ? found[1] - found[0] : Math.abs(high - low) || 1;
  const wider = (at) => Number(at.toPrecision(12));
  if (found[0] > low) found.unshift(wider(found[0] - step));
  if (found.at(-1) < high) found.push(wider(found.at(-1) + step));
  return found;
}

// A link inside a drawing; `chosen` keeps a simple click in this session.
function drawnLink(attributes, chosen, ...children) {
  const click = (event) => {
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    chosen();
  };
  return svg("a", { target: "_self", click, ...attributes }, ...children);
}

// Calls `draw` with the width there is for the component, now and whenever it changes.
function fitted(parent, draw) {
  if (!parent.querySelector(".root")) parent.append(el("div", { class: "root" }));
  const root = parent.querySelector(".root");
  const width = () => Math.round(root.clientWidth) || 600;
  const state = (parent.policykb ??= { width: 0, draw: null, watch: null });
  state.draw = draw;
  state.watch ??= new ResizeObserver(() => {
    if (width() !== state.width) state.draw((state.width = width()));
  });
  state.watch.observe(root);
  draw((state.width = width()));
}

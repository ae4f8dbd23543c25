// Text is set as textContent only; there is no innerHTML in this app.
// A component that is drawn from data, which comes as JSON in UTF-8.
function component(draw) {
  return (given) => draw({ ...given, data: JSON.parse(new TextDecoder().decode(given.data)) });
}

// Elements from data.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") node.textContent = value;
    else if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// An empty root to draw into, with the keyboard's place kept: the element that had the focus gets it back.
function redraw(parent, draw) {
  let root = parent.querySelector(".root");
  if (!root) {
    root = el("div", { class: "root" });
    parent.append(root);
  }
  const scope = parent.getRootNode();
  const focused = scope.activeElement && root.contains(scope.activeElement) ? scope.activeElement.dataset.place : null;
  root.replaceChildren();
  draw(root);
  if (focused) root.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  return root;
}

// [before, marked, after] as text with the middle marked.
function runs([before, marked, after]) {
  return [before, marked ? el("mark", { text: marked }) : null, after].filter((run) => run);
}

// A link that stays in this session when it is simply clicked, and is a link in every other way.
function link(attributes, chosen, ...children) {
  const click = (event) => {
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    chosen();
  };
  return el("a", { target: "_self", click, ...attributes }, ...children);
}

// The language of the page, and Streamlit's own words in the language of the reader: it has them in English only.
// Exactly the words below are replaced, each only in the parts of the page where Streamlit says it; text of documents
// stands elsewhere, mostly in components, where nothing is looked at.
const LIST = "[data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stSelectboxVirtualDropdown], "
  + "[data-testid=stMultiSelectDropdown]";
const DAY = "[data-testid=stDateInput], [role=dialog]", PAGES = "[data-testid=stPagination]";
const HINT = "[data-testid=InputInstructions]", STATUS = "[data-testid=stStatusWidget]";
const BOX = "[data-testid=stFileUploader], [data-testid=stTooltipErrorContent]";
const TOOLBAR = "[data-testid=stElementToolbar], [role=tooltip], [data-testid=stTooltipContent]";
const NUMBER = "[data-testid=stNumberInput]", TYPED = "[data-testid=stTextInput], [data-testid=stTextInputField], form";
const SIZE = /^([\d.]+)(B|KB|MB|GB)$/, UNITS = ["B", "KB", "MB", "GB"];
const NAMES = ["aria-label", "placeholder", "title", "alt"];
// Dialogs that hold a headline and what to do, which is for who runs the server: the reader's own are shown instead.
const DIALOGS = { "Connection error": "cut_off", "Page not found": "not_found" };
// What it says, where, and our word.
const SAID = {
  "Skip to main content": ["[data-testid=stSkipToContent]", "skip"], "Sidebar": ["[data-testid=stSidebar]", "sidebar"],
  "Collapse sidebar": ["[data-testid=stSidebar]", "collapse"],
  "Expand sidebar": ["header, [data-testid=stApp]", "expand"],
  "App pages": ["nav, [data-testid=stSidebarNav]", "pages"],
  "Navigate to home page": ["[data-testid=stLogoLink]", "home"],
  "Logo": ["[data-testid=stSidebarLogo], [data-testid=stHeaderLogo]", "logo"], "Open": [LIST, "open"],
  "Dismiss": [`${LIST}, ${DAY}`, "close"], "Close": ["[role=dialog], [data-testid=stDialog]", "close"],
  "Choose an option": [LIST, "choose"], "Choose options": [LIST, "choose"], "No results": [LIST, "none"],
  "Selected values": [LIST, "selected"], "Clear value": [`${LIST}, ${NUMBER}`, "clear"], "Clear all": [LIST, "clear"],
  "Clear entry": [TYPED, "clear"], "Clear date": [DAY, "clear"], "Choose date": [DAY, "choose_date"],
  "Use arrow keys to navigate dates. Enter to select. Escape to close.": [DAY, "date_help"],
  "Pagination": [PAGES, "pagination"], "Previous page": [PAGES, "previous"], "Next page": [PAGES, "next"],
  "Decrement": [NUMBER, "less"], "Increment": [NUMBER, "more"],
  "Press Enter to apply": [HINT, "apply"], "Press Ctrl+Enter to apply": [HINT, "apply_long"],
  "Press Enter to submit form": [HINT, "submit"], "Press Ctrl+Enter to submit form": [HINT, "submit_long"],
  "Show password": [TYPED, "show_password"], "Hide password": [TYPED, "hide_password"],
  "Fullscreen": [TOOLBAR, "fullscreen"], "Close fullscreen": [TOOLBAR, "close_fullscreen"],
  "Running...": [STATUS, "running"], "Stop": [STATUS, "stop"], "Stopping...": [STATUS, "stop"],
  "Connecting": [STATUS, "connecting"], "file upload": [BOX, "files"],
  "Upload": [BOX, "upload_choose"], "Upload directories": [BOX, "upload_choose"], "Add files": [BOX, "upload_more"],
};

export default component(function ({ data, parentElement }) {
  parentElement.policykb?.disconnect();
  document.documentElement.lang = data.lang;
  const { words } = data, units = words.upload_units.split(" ");
  const number = new Intl.NumberFormat([data.lang, "ru"], { maximumFractionDigits: 1 });
  // A number and its unit as the reader writes them.
  const size = (said) => said.replace(SIZE, (_, count, unit) =>
    `${number.format(count)} ${units[UNITS.indexOf(unit)]}`);
  const put = (word, name, value) => words[word].replace(`{${name}}`, () => value);
  const ways = [
    [LIST, /^Add: (.*)$/s, (name) => put("add", "name", name)],
    [LIST, /^Remove (.*)$/s, (name) => put("remove", "name", name)],
    ["[data-live-announcer]", /^(\d+) options? available\.$/, (count) => put("options", "count", count)],
    [PAGES, /^Page (\d+)$/, (page) => put("page", "number", page)],
    [BOX, /^Drag and drop .* here$/, () => words.upload_drop],
    [BOX, /^Remove (.*)$/s, (name) => put("upload_take_out", "name", name)],
    [BOX, /^Cancel upload of (.*)$/s, (name) => put("upload_stop", "name", name)],
    [BOX, /^Error:$/, () => ""],
    [BOX, /^File must be (\S+) or smaller\.$/, (most) => put("upload_too_big", "size", size(most))],
    [BOX, /^.* files are not allowed\.$/, () => words.upload_wrong_type],
    [BOX, /^(?:Upload failed|Unexpected error\b.*)$/s, () => words.upload_not_sent],
    [BOX, SIZE, (count, unit) => size(count + unit)],
  ];
  // What it says, and what was put in its place: the reader may change the language while it stays.
  const kept = (window.policykbWords ??= new WeakMap());
  const theirs = (node, of, now) => {
    const before = kept.get(node)?.[of];
    return before?.ours === now ? before.theirs : now;
  };

  // What stands in place of a dialog's text; its other texts, such as a command to type, are left out.
  function inDialog(node, part) {
    const headline = part.closest("[data-testid=stDialog]")?.querySelector("h2");
    const head = headline?.firstChild;
    const word = head && DIALOGS[theirs(head, "text", head.data ?? "").trim()];
    if (!word || part.closest("button")) return null;
    if (node === head) return words[word];
    const body = headline.nextElementSibling;
    if (!body?.contains(node)) return null;
    return node === document.createTreeWalker(body, NodeFilter.SHOW_TEXT).nextNode() ? words[`${word}_do`] : "";
  }

  function ours(node, part, text) {
    const said = text.trim();
    const known = Object.hasOwn(SAID, said) ? SAID[said] : null;
    if (known && part.closest(known[0])) return words[known[1]];
    for (const [where, pattern, make] of ways) {
      const found = pattern.exec(said);
      if (found && part.closest(where)) return make(...found.slice(1));
    }
    return node.nodeType === Node.TEXT_NODE ? inDialog(node, part) : null;
  }

  function replaced(node, part, of, now) {
    const text = theirs(node, of, now), word = ours(node, part, text);
    if (word === null) return now;
    kept.set(node, { ...kept.get(node), [of]: { theirs: text, ours: word } });
    return word;
  }

  function text(node) {
    const part = node.parentElement;
    // Names of files, of what can be chosen and of pages are not Streamlit's.
    if (!part || part.closest("[data-testid=stFileChipName], label")) return;
    if (/^\d+$/.test(part.closest("[role=option]")?.dataset.key ?? "")) return;
    const word = replaced(node, part, "text", node.data);
    if (word !== node.data) node.data = word;
  }

  function named(node, name) {
    const now = node.getAttribute(name);
    const word = now && replaced(node, node, name, now);
    if (word && word !== now) node.setAttribute(name, word);
  }

  function tell(node) {
    if (node.nodeType === Node.TEXT_NODE) text(node);
    else if (node.nodeType === Node.ELEMENT_NODE && !node.matches("svg, style, script, [data-testid=stIconMaterial]")) {
      NAMES.forEach((name) => named(node, name));
      node.childNodes.forEach(tell);
    }
  }

  // Only what has changed is looked at.
  const watch = new MutationObserver((changes) => changes.forEach(({ type, target, attributeName, addedNodes }) => {
    if (type === "childList") addedNodes.forEach(tell);
    else if (type === "attributes") named(target, attributeName);
    else text(target);
  }));
  parentElement.policykb = watch;
  tell(document.body);
  watch.observe(document.body, { childList: true, subtree: true, characterData: true, attributeFilter: NAMES });
  return () => watch.disconnect();
});

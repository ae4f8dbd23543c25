// What can be done with a quote: copy it with its reference, put it into the basket. Both are said aloud.

// A text that is read out; it lives beside the root, for what is drawn anew is not.
function say(parent, text) {
  let live = parent.querySelector(".said");
  if (!live) {
    live = el("p", { class: "said", role: "status" });
    parent.append(live);
  }
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Where the page is not served from this machine or by https there is no clipboard, but there is this.
    const scope = document.activeElement;
    const box = el("textarea", { "aria-hidden": "true", style: "position: fixed; opacity: 0" });
    box.value = text;
    document.body.append(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    scope?.focus?.();
    return copied;
  }
}

function copyButton(parent, words, text, place) {
  const press = async () => {
    const copied = await toClipboard(text);
    say(parent, copied ? words.copied : words.not_copied);
    const shown = parent.querySelector(`[data-place="${CSS.escape(place)}"]`);
    if (!shown) return;
    shown.textContent = copied ? words.copied : words.not_copied;
    setTimeout(() => { shown.textContent = words.copy; }, 2500);
  };
  return el("button", { type: "button", class: "tool", click: press, text: words.copy, "data-place": place });
}

// ``item``: id, copy (the text) and kept (whether it is in the basket); ``keep`` puts it there.
function tools(parent, words, item, keep) {
  const state = (parent.tools ??= { asked: null });
  if (state.asked === item.id && item.kept) {
    state.asked = null;
    say(parent, words.kept_now);
  }
  const press = () => {
    state.asked = item.id;
    keep(item.id);
  };
  const basket = item.kept
    ? el("span", { class: "tool done", tabindex: "-1", text: words.kept, "data-place": `keep-${item.id}` })
    : el("button", { type: "button", class: "tool", click: press, text: words.keep, "data-place": `keep-${item.id}` });
  return el("p", { class: "tools" }, copyButton(parent, words, item.copy, `copy-${item.id}`), basket);
}

// Quotes with their places; the title of a document leads to the quote in it.
function proof(each) {
  const where = each.place ? el("span", { text: ` · ${each.place}` }) : null;
  const title = link({ href: each.href, lang: each.title_lang, text: each.title, "data-place": each.href });
  return el("li", { class: "proof" },
    el("blockquote", { lang: each.lang, text: each.quote }), el("p", { class: "quiet" }, title, where));
}

function proofs(items, more) {
  const rest = more ? el("li", { class: "quiet", text: more }) : null;
  return el("ul", { class: "proofs" }, ...items.map(proof), rest);
}

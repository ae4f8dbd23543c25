// The whole drawing as a PNG file, under what it shows and over what its colours mean; made in the browser alone.
const SHARP = 2;
const WIDEST = 6000;

async function picture(graph, data, colour) {
  const options = { output: "blob-promise", full: true, scale: SHARP, bg: colour.background, maxWidth: WIDEST,
    maxHeight: WIDEST };
  const drawn = await createImageBitmap(await graph.png(options));
  const edge = 24 * SHARP, line = 24 * SHARP;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const letters = (size, weight = "") => { pen.font = `${weight} ${size * SHARP}px ${colour.family}`.trim(); };
  letters(18, "600");
  canvas.width = Math.max(drawn.width, pen.measureText(data.picture.title).width, 420 * SHARP) + 2 * edge;
  canvas.height = drawn.height + (2 + Object.keys(data.kinds).length) * line + 3 * edge;
  pen.fillStyle = colour.background;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = colour.text;
  letters(18, "600");
  pen.fillText(data.picture.title, edge, edge + line * 0.7);
  letters(13);
  pen.fillText(data.picture.note, edge, edge + line * 1.6);
  pen.drawImage(drawn, (canvas.width - drawn.width) / 2, edge + 2 * line);
  Object.values(data.kinds).forEach((kind, index) => {
    const top = drawn.height + 2 * edge + (2 + index) * line;
    pen.fillStyle = kind.fill;
    pen.fillRect(edge, top, 14 * SHARP, 14 * SHARP);
    pen.strokeStyle = kind.line;
    pen.lineWidth = 1.5 * SHARP;
    pen.strokeRect(edge, top, 14 * SHARP, 14 * SHARP);
    pen.fillStyle = colour.text;
    pen.fillText(kind.word, edge + 22 * SHARP, top + 12 * SHARP);
  });
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

async function save(graph, data, colour) {
  const address = URL.createObjectURL(await picture(graph, data, colour));
  el("a", { href: address, download: data.picture.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Draws rate against distortion of one picture: bits per pixel of whole files, and how near they come to it.

const SVG = "http://www.w3.org/2000/svg";
const BOX = { left: 42, right: 388, top: 14, bottom: 222 };

// Similarities crowd below 1; in decibels their differences are seen.
export const MEASURES = {
  psnr: { name: "PSNR, dB", value: (point) => point.psnr },
  msSsim: { name: "MS-SSIM, dB", value: (point) => (point.msSsim === null ? null : -10 * Math.log10(1 - point.msSsim)) },
};

function add(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  parent.append(element);
  return element;
}

function step(span, count) {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough);
}

export function drawCurve(svg, measure, ours, theirs, now) {
  const { name, value } = MEASURES[measure];
  svg.replaceChildren();
  const known = (points) =>
    points.filter((point) => Number.isFinite(value(point) ?? NaN)).sort((a, b) => a.bitsPerPixel - b.bitsPerPixel);
  const our = known(ours);
  const reach = our.length ? Math.max(...our.map((point) => point.bitsPerPixel)) : 0;
  const their = known(theirs).filter((point) => point.bitsPerPixel <= 1.25 * reach);
  const all = [...our, ...their];
  if (all.length < 2) {
    const small = measure === "msSsim" && ours.length > 1;
    add(svg, "text", { x: 200, y: 125, "text-anchor": "middle" }, small ? "the picture is too small for MS-SSIM" : "measuring …");
    return;
  }
  const mostX = Math.max(...all.map((point) => point.bitsPerPixel)) * 1.04;
  const values = all.map(value);
  const pad = 0.06 * (Math.max(...values) - Math.min(...values)) || 1;
  const [leastY, mostY] = [Math.min(...values) - pad, Math.max(...values) + pad];
  const x = (bits) => BOX.left + ((BOX.right - BOX.left) * bits) / mostX;
  const y = (decibels) => BOX.bottom - ((BOX.bottom - BOX.top) * (decibels - leastY)) / (mostY - leastY);
  const stepY = step(mostY - leastY, 6);
  for (let level = Math.ceil(leastY / stepY) * stepY; level <= mostY; level += stepY) {
    add(svg, "line", { class: "grid-line", x1: BOX.left, x2: BOX.right, y1: y(level), y2: y(level) });
    add(svg, "text", { x: BOX.left - 7, y: y(level) + 4, "text-anchor": "end" }, String(Math.round(100 * level) / 100));
  }
  const stepX = step(mostX, 5);
  for (let bits = 0; bits <= mostX; bits += stepX) {
    add(svg, "text", { x: x(bits), y: BOX.bottom + 17, "text-anchor": "middle" }, String(Math.round(1000 * bits) / 1000));
  }
  add(svg, "text", { x: BOX.right, y: BOX.bottom + 34, "text-anchor": "end" }, "bits per pixel");
  add(svg, "text", { x: BOX.left, y: BOX.bottom + 34 }, `↑ ${name}`);
  for (const [points, kind, label] of [[their, "theirs", "JPEG"], [our, "ours", "rdvae"]]) {
    const place = (point) => `${x(point.bitsPerPixel).toFixed(1)},${y(value(point)).toFixed(1)}`;
    add(svg, "polyline", { class: kind, points: points.map(place).join(" ") });
    for (const point of points) {
      add(svg, "circle", { class: kind, cx: x(point.bitsPerPixel), cy: y(value(point)), r: 2.5 });
    }
    if (points.length) {
      const legend = kind === "ours" ? BOX.bottom - 30 : BOX.bottom - 12;
      add(svg, "text", { class: kind, x: BOX.right - 4, y: legend, "text-anchor": "end" }, label);
    }
  }
  for (const [point, kind] of [[now.theirs, "theirs"], [now.ours, "ours"]]) {
    if (point && Number.isFinite(value(point) ?? NaN) && point.bitsPerPixel <= mostX) {
      add(svg, "circle", { class: `${kind} now`, cx: x(point.bitsPerPixel), cy: y(value(point)), r: 7 });
    }
  }
  const words = (point) => `${value(point).toFixed(2)} at ${point.bitsPerPixel.toFixed(3)}`;
  const ends = (points) => (points.length ? `from ${words(points[0])} to ${words(points[points.length - 1])}` : "not measured yet");
  svg.setAttribute("aria-label", `Rate-distortion curves, ${name} over bits per pixel. rdvae: ${ends(our)}. JPEG: ${ends(their)}.`);
}

// The same for those who would rather read.
export function curveTable(place, ours, theirs) {
  const table = document.createElement("table");
  table.className = "measures";
  const row = (cells, tag) => {
    const line = table.insertRow();
    for (const cell of cells) {
      const element = document.createElement(tag);
      element.textContent = cell;
      line.append(element);
    }
  };
  row(["", "bits per pixel", "PSNR", "MS-SSIM"], "th");
  const number = (value, digits) => (value === null ? "–" : value.toFixed(digits));
  for (const [points, label] of [[ours, "rdvae"], [theirs, "JPEG"]]) {
    for (const point of [...points].sort((a, b) => a.quality - b.quality)) {
      row([`${label} ${point.quality}`, point.bitsPerPixel.toFixed(3), number(point.psnr, 2), number(point.msSsim, 4)], "td");
    }
  }
  place.replaceChildren(table);
}

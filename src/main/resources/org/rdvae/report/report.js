// Shows the values under the pointer. The page is complete without it.
const LEFT = 66, RIGHT = 382, TOP = 10, BOTTOM = 218;
const digits = v => {
  const size = Math.abs(v);
  return size === 0 ? '0' : size >= 1e7 || 1e-3 > size ? v.toExponential(2)
    : size >= 1000 ? Math.round(v).toLocaleString('en') : v.toPrecision(4);
};
for (const svg of document.querySelectorAll('svg[data-x]:not([data-kind=cloud])')) {
  const readout = svg.parentNode.querySelector('.readout');
  const note = svg.parentNode.querySelector('.note');
  const [x0, x1] = svg.dataset.x.split(' ').map(Number);
  const [y0, y1] = svg.dataset.y.split(' ').map(Number);
  const log = svg.dataset.log === 'true';
  const valueX = place => log ? x0 * Math.pow(x1 / x0, place) : x0 + (x1 - x0) * place;
  const lines = [...svg.querySelectorAll('[data-name]')].map(path => ({
    name: path.dataset.name,
    points: path.getAttribute('d').split(/[ML]/).slice(1).map(p => p.replace('h0', '').split(' ').map(Number))
  }));
  const cursor = document.createElementNS(svg.namespaceURI, 'path');
  cursor.setAttribute('class', 'cursor');
  svg.appendChild(cursor);
  const show = event => {
    const box = svg.getBoundingClientRect();
    const at = (event.clientX - box.left) * 400 / box.width;
    let nearest = null;
    const found = lines.map(line => {
      const best = line.points.reduce((a, b) => Math.abs(b[0] - at) >= Math.abs(a[0] - at) ? a : b);
      if (nearest === null || Math.abs(nearest - at) > Math.abs(best[0] - at)) nearest = best[0];
      return line.name + ' ' + digits(y0 + (y1 - y0) * (BOTTOM - best[1]) / (BOTTOM - TOP));
    });
    if (nearest === null) return;
    cursor.setAttribute('d', 'M' + nearest + ' ' + TOP + 'V' + BOTTOM);
    note.style.visibility = 'hidden';
    readout.textContent = svg.dataset.label + ' ' + digits(valueX((nearest - LEFT) / (RIGHT - LEFT))) + ': ' + found.join(', ');
  };
  svg.addEventListener('pointermove', show);
  svg.addEventListener('pointerdown', show);
  svg.addEventListener('pointerleave', () => { cursor.removeAttribute('d'); readout.textContent = ''; note.style.visibility = ''; });
}

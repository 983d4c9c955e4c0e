'use strict';

// All that comes from runs is text: it reaches the page as textContent or as an attribute's value only.
const data = JSON.parse(document.getElementById('data').textContent);
const svgNamespace = 'http://www.w3.org/2000/svg';

function make(name, attributes, ...children) {
  const element = name.startsWith('svg:')
    ? document.createElementNS(svgNamespace, name.slice(4))
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === 'text')
      element.textContent = value;
    else
      element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function formatNumber(value) {
  if (value === null || value === undefined)
    return '–';
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}

// Black would vanish in the dark.
function colourOf(run) {
  return run.colour === '#000000' ? 'currentColor' : run.colour;
}

function swatch(run) {
  const line = make('svg:line', {
    x1: 1, y1: 6, x2: 31, y2: 6, stroke: colourOf(run), 'stroke-width': 2.5, 'stroke-dasharray': run.dashes.map(d => d * 1.5).join(' '),
  });
  return make('svg:svg', { class: 'swatch', width: 32, height: 12, 'aria-hidden': 'true' }, line);
}

function fillSelect(select, entries) {
  for (const [value, text] of entries)
    select.append(make('option', { value, text }));
}

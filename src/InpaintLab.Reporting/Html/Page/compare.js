'use strict';

// Two runs' samples over each other with a divider, or beside each other; both are enlarged and moved together.
(() => {
  const section = document.getElementById('compare');
  const first = samples.current();
  if (!first || first.length < 2) {
    section.hidden = true;
    return;
  }
  const [left, right] = section.querySelectorAll('select');
  const mode = section.querySelectorAll('input[type=radio]');
  const divider = section.querySelector('input[type=range]');
  const panes = section.querySelector('.panes');
  const zoomText = section.querySelector('output');
  const largest = 16;
  let view = { zoom: 1, x: 0, y: 0 };
  let drag = null;

  samples.onChange(rebuild);
  for (const select of [left, right])
    select.addEventListener('change', show);
  for (const radio of mode)
    radio.addEventListener('change', () => { view = { zoom: 1, x: 0, y: 0 }; show(); });
  divider.addEventListener('input', place);
  section.querySelector('[data-do=in]').addEventListener('click', () => zoomBy(1.5));
  section.querySelector('[data-do=out]').addEventListener('click', () => zoomBy(1 / 1.5));
  section.querySelector('[data-do=reset]').addEventListener('click', () => { view = { zoom: 1, x: 0, y: 0 }; place(); });
  panes.addEventListener('wheel', onWheel, { passive: false });
  panes.addEventListener('pointerdown', onDown);
  panes.addEventListener('pointermove', onMove);
  panes.addEventListener('pointerup', () => { drag = null; });
  panes.addEventListener('pointercancel', () => { drag = null; });
  panes.addEventListener('keydown', onKey);
  new ResizeObserver(place).observe(panes);
  rebuild();

  function swiping() {
    return mode[0].checked;
  }

  function rebuild() {
    const shown = samples.current();
    const chosen = [left.value, right.value];
    [left, right].forEach((select, i) => {
      select.replaceChildren();
      fillSelect(select, shown.map(s => [s.run, data.runs[s.run].label]));
      const kept = shown.some(s => String(s.run) === chosen[i]);
      select.value = kept ? chosen[i] : String(shown[Math.min(i, shown.length - 1)].run);
    });
    show();
  }

  function show() {
    const shown = samples.current();
    const pictures = [left, right].map(select => shown.find(s => String(s.run) === select.value));
    const layers = pictures.map(p => {
      const image = make('img', { src: data.pictures[p.picture], alt: data.runs[p.run].label, draggable: 'false' });
      image.addEventListener('load', place);
      return make('div', { class: 'layer' }, image, make('span', { class: 'tag', text: data.runs[p.run].label }));
    });
    panes.className = swiping() ? 'panes swipe' : 'panes beside';
    panes.replaceChildren(...layers);
    if (swiping())
      panes.append(make('div', { class: 'divider', 'aria-hidden': 'true' }));
    divider.disabled = !swiping();
    place();
  }

  function place() {
    const layers = [...panes.querySelectorAll('.layer')];
    if (!layers.length)
      return;
    const box = layers[0].getBoundingClientRect();
    for (const layer of layers) {
      const image = layer.querySelector('img');
      const height = box.width * (image.naturalHeight / image.naturalWidth || 1);
      view.x = Math.min(0, Math.max(box.width * (1 - view.zoom), view.x));
      view.y = Math.min(0, Math.max(Math.min(0, box.height - height * view.zoom), view.y));
    }
    for (const layer of layers)
      layer.querySelector('img').style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.zoom})`;
    zoomText.textContent = `${view.zoom.toFixed(1)} ×`;
    if (swiping()) {
      layers[1].style.clipPath = `inset(0 0 0 ${divider.value}%)`;
      panes.querySelector('.divider').style.left = `${divider.value}%`;
    }
  }

  function zoomBy(factor, at) {
    const box = panes.querySelector('.layer').getBoundingClientRect();
    const [x, y] = at || [box.width / 2, box.height / 2];
    const zoom = Math.min(largest, Math.max(1, view.zoom * factor));
    view = { zoom, x: x - (x - view.x) * zoom / view.zoom, y: y - (y - view.y) * zoom / view.zoom };
    place();
  }

  // Without a modifier the wheel scrolls the page, as everywhere.
  function onWheel(e) {
    if (!e.ctrlKey && !e.metaKey && !e.shiftKey)
      return;
    e.preventDefault();
    const box = (e.target.closest('.layer') || panes.querySelector('.layer')).getBoundingClientRect();
    zoomBy(e.deltaY + e.deltaX < 0 ? 1.25 : 0.8, [e.clientX - box.left, e.clientY - box.top]);
  }

  function onDown(e) {
    const box = panes.getBoundingClientRect();
    const onDivider = swiping() && Math.abs(e.clientX - box.left - box.width * divider.value / 100) < 16;
    drag = { onDivider, x: e.clientX, y: e.clientY };
    panes.setPointerCapture(e.pointerId);
  }

  function onMove(e) {
    if (!drag)
      return;
    const box = panes.getBoundingClientRect();
    if (drag.onDivider)
      divider.value = String((e.clientX - box.left) / box.width * 100);
    else
      [view.x, view.y] = [view.x + e.clientX - drag.x, view.y + e.clientY - drag.y];
    [drag.x, drag.y] = [e.clientX, e.clientY];
    place();
  }

  function onKey(e) {
    const moves = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
    if (moves[e.key])
      [view.x, view.y] = [view.x + moves[e.key][0], view.y + moves[e.key][1]];
    else if (e.key === '+' || e.key === '=')
      zoomBy(1.5);
    else if (e.key === '-')
      zoomBy(1 / 1.5);
    else
      return;
    e.preventDefault();
    place();
  }
})();

'use strict';

// Curves of a series with a line that follows pointer or arrow keys; the legend shows every run's value there.
(() => {
  const section = document.getElementById('curves');
  if (!data.series.length)
    return;
  const select = section.querySelector('select');
  const logarithmic = section.querySelector('input');
  const frame = section.querySelector('.chart');
  const legend = section.querySelector('.legend');
  const heading = section.querySelector('output');
  const margin = { left: 64, right: 14, top: 10, bottom: 34 };
  const height = 320;
  const hidden = new Set();
  let drawn = null;
  let cursor = null;

  fillSelect(select, data.series.map((s, i) => [i, s.key]));
  select.value = String(Math.max(0, data.series.findIndex(s => s.key === data.first_series)));
  select.addEventListener('change', () => { cursor = null; draw(); });
  logarithmic.addEventListener('change', draw);
  new ResizeObserver(draw).observe(frame);

  function curves() {
    const usable = logarithmic.checked ? v => v !== null && v > 0 : v => v !== null;
    return data.series[select.value].curves.map(c => ({
      run: c.run,
      recorded: c.recorded,
      points: c.steps.map((step, i) => ({ step, value: usable(c.values[i]) ? c.values[i] : null })),
    }));
  }

  function ticks(low, high, count) {
    const raw = (high - low) / count || 1;
    const power = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 5, 10].map(f => f * power).find(s => s >= raw * 0.999);
    const found = [];
    for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
      found.push(i * step);
    return found;
  }

  function draw() {
    const shown = curves();
    const visible = shown.filter(c => !hidden.has(c.run)).flatMap(c => c.points.filter(p => p.value !== null));
    const width = Math.max(280, frame.clientWidth);
    const toAxis = logarithmic.checked ? Math.log10 : v => v;
    const steps = shown.flatMap(c => c.points.map(p => p.step));
    const [firstStep, lastStep] = steps.reduce(([a, b], s) => [Math.min(a, s), Math.max(b, s)], [Infinity, -Infinity]);
    let [low, high] = visible.length ? [Infinity, -Infinity] : [0, 1];
    for (const { value } of visible)
      [low, high] = [Math.min(low, toAxis(value)), Math.max(high, toAxis(value))];
    const room = (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
    [low, high] = [low - room, high + room];
    const x = s => margin.left + (s - firstStep) / (lastStep - firstStep || 1) * (width - margin.left - margin.right);
    const y = v => margin.top + (high - toAxis(v)) / (high - low) * (height - margin.top - margin.bottom);
    const svg = make('svg:svg', {
      width, height, viewBox: `0 0 ${width} ${height}`, tabindex: 0, role: 'img',
      'aria-label': `${data.series[select.value].key} by step; arrow keys move along the steps`,
    });
    for (const tick of ticks(low, high, 6)) {
      const value = logarithmic.checked ? Math.pow(10, tick) : tick;
      const at = y(value);
      svg.append(make('svg:line', { class: 'rule', x1: margin.left, x2: width - margin.right, y1: at, y2: at }));
      svg.append(make('svg:text', { x: margin.left - 6, y: at + 4, 'text-anchor': 'end', text: formatNumber(Number(value.toPrecision(6))) }));
    }
    for (const tick of ticks(firstStep, lastStep, Math.max(2, Math.floor(width / 110))).filter(Number.isInteger)) {
      svg.append(make('svg:line', { class: 'rule', x1: x(tick), x2: x(tick), y1: margin.top, y2: height - margin.bottom }));
      svg.append(make('svg:text', { x: x(tick), y: height - margin.bottom + 16, 'text-anchor': 'middle', text: tick }));
    }
    svg.append(make('svg:text', { x: (margin.left + width) / 2, y: height - 3, 'text-anchor': 'middle', text: 'step' }));
    for (const curve of shown.filter(c => !hidden.has(c.run)))
      drawCurve(svg, curve, x, y);
    const line = make('svg:line', { class: 'cursor', y1: margin.top, y2: height - margin.bottom, visibility: 'hidden' });
    svg.append(line);
    const point = e => {
      const share = (e.clientX - svg.getBoundingClientRect().left - margin.left) / (width - margin.left - margin.right);
      moveTo(nearest(firstStep + share * (lastStep - firstStep)));
    };
    svg.addEventListener('pointermove', point);
    svg.addEventListener('pointerdown', point);
    svg.addEventListener('keydown', onKey);
    const keepFocus = frame.contains(document.activeElement);
    frame.replaceChildren(svg);
    if (keepFocus)
      svg.focus();
    drawn = { shown, x, line, steps: [...new Set(steps)].sort((a, b) => a - b) };
    moveTo(cursor ?? lastStep);
  }

  function drawCurve(svg, curve, x, y) {
    const run = data.runs[curve.run];
    let path = '';
    let pen = 'M';
    for (const { step, value } of curve.points) {
      if (value === null) {
        pen = 'M';
        continue;
      }
      path += `${pen}${x(step).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
    }
    const style = { stroke: colourOf(run), 'stroke-dasharray': run.dashes.map(d => d * 1.5).join(' ') };
    svg.append(make('svg:path', { class: 'curve', 'data-of': curve.run, d: path || 'M0 0', ...style }));
    const alone = curve.points.filter(p => p.value !== null);
    if (alone.length === 1)
      svg.append(make('svg:circle', { cx: x(alone[0].step), cy: y(alone[0].value), r: 4, fill: colourOf(run) }));
  }

  function nearest(step) {
    return drawn.steps.reduce((best, s) => Math.abs(s - step) < Math.abs(best - step) ? s : best, drawn.steps[0]);
  }

  function onKey(e) {
    const place = drawn.steps.indexOf(cursor);
    const last = drawn.steps.length - 1;
    const to = { ArrowLeft: place - 1, ArrowRight: place + 1, PageUp: place + 10, PageDown: place - 10, Home: 0, End: last }[e.key];
    if (to === undefined)
      return;
    e.preventDefault();
    moveTo(drawn.steps[Math.min(last, Math.max(0, to))]);
  }

  function moveTo(step) {
    cursor = step;
    drawn.line.setAttribute('x1', drawn.x(step));
    drawn.line.setAttribute('x2', drawn.x(step));
    drawn.line.setAttribute('visibility', 'visible');
    heading.textContent = `step ${step}`;
    const focused = document.activeElement && document.activeElement.dataset.run;
    legend.replaceChildren(...drawn.shown.map(entry));
    if (focused !== undefined && legend.querySelector(`[data-run="${focused}"]`))
      legend.querySelector(`[data-run="${focused}"]`).focus();
  }

  // A run's value at the cursor is that of its nearest recorded step, which is said where it is another one.
  function entry(curve) {
    const run = data.runs[curve.run];
    const point = curve.points.reduce((best, p) => Math.abs(p.step - cursor) < Math.abs(best.step - cursor) ? p : best, curve.points[0]);
    const box = make('input', { type: 'checkbox', 'data-run': curve.run });
    box.checked = !hidden.has(curve.run);
    box.addEventListener('change', () => {
      if (box.checked)
        hidden.delete(curve.run);
      else
        hidden.add(curve.run);
      draw();
    });
    const name = make('label', {}, box, swatch(run), make('span', { text: run.label }));
    const at = point.step === cursor ? '' : ` (step ${point.step})`;
    const item = make('li', {}, name, make('span', { class: 'value', text: formatNumber(point.value) + at }));
    const drawnCurve = () => frame.querySelector(`[data-of="${curve.run}"]`);
    item.addEventListener('pointerenter', () => drawnCurve()?.classList.add('pointed'));
    item.addEventListener('pointerleave', () => drawnCurve()?.classList.remove('pointed'));
    return item;
  }
})();

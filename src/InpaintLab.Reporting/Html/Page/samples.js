'use strict';

// The sample grids that runs recorded while they trained, at the step of a slider; who shows two of them is told of every change.
const samples = (() => {
  const section = document.getElementById('samples');
  const listeners = [];
  if (!data.samples.length)
    return { onChange: () => {}, current: () => null };
  const select = section.querySelector('select');
  const slider = section.querySelector('input');
  const heading = section.querySelector('output');
  const figures = section.querySelector('.figures');
  fillSelect(select, data.samples.map((s, i) => [i, s.set]));
  select.addEventListener('change', reset);
  slider.addEventListener('input', show);
  reset();

  function reset() {
    slider.max = String(set().steps.length - 1);
    slider.value = slider.max;
    show();
  }

  function set() {
    return data.samples[select.value];
  }

  // The latest picture up to a step, else the first.
  function pictureOf(entry, step) {
    return entry.frames.filter(f => f.step <= step).pop() || entry.frames[0];
  }

  function show() {
    const step = set().steps[slider.value];
    heading.textContent = `step ${step}`;
    slider.setAttribute('aria-valuetext', `step ${step}`);
    figures.replaceChildren(...set().runs.map(entry => {
      const frame = pictureOf(entry, step);
      const run = data.runs[entry.run];
      const image = make('img', { src: data.pictures[frame.picture], alt: `${run.label}: samples at step ${frame.step}`, width: frame.width, height: frame.height });
      return make('figure', {}, make('figcaption', {}, make('strong', { text: run.label }), ` step ${frame.step}`), image);
    }));
    for (const listener of listeners)
      listener();
  }

  return {
    onChange: listener => listeners.push(listener),
    current: () => set().runs.map(entry => ({ run: entry.run, ...pictureOf(entry, set().steps[slider.value]) })),
  };
})();

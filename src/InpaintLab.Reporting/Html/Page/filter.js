'use strict';

// Of a table with many rows and columns those that are wanted: runs by a part of their names, results by masks.
(() => {
  const table = document.querySelector('table.sortable');
  const controls = document.getElementById('choice');
  const groups = [...table.querySelectorAll('th.group')];
  const sets = groups.slice(0, -1);
  const starts = groups.map((_, i) => groups.slice(0, i).reduce((sum, g) => sum + g.colSpan, 3));
  starts.forEach(start => [...table.rows].slice(1).forEach(row => row.cells[start].classList.add('start')));

  if (table.tBodies[0].rows.length > 6) {
    const text = make('input', { type: 'search', placeholder: 'part of a name' });
    const count = make('output', { 'aria-live': 'polite' });
    text.addEventListener('input', () => {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const rows = [...table.tBodies[0].rows];
      for (const row of rows) {
        const names = `${row.cells[0].textContent} ${row.cells[1].textContent}`.toLowerCase();
        row.hidden = !words.every(word => names.includes(word));
      }
      count.textContent = words.length ? `${rows.filter(row => !row.hidden).length} of ${rows.length}` : '';
    });
    controls.append(make('label', { text: 'Runs ' }, text), count);
  }

  if (sets.length > 1) {
    const select = make('select', {});
    fillSelect(select, [['', 'all'], ...sets.map((s, i) => [i, s.textContent])]);
    select.addEventListener('change', show);
    controls.append(make('label', { text: 'Masks ' }, select));

    // Wide tables begin with the masks that most runs were judged on.
    if (sets.length > 2) {
      const results = sets.map((_, i) => [...table.tBodies[0].rows].filter(row => row.cells[starts[i]].dataset.value !== undefined).length);
      select.value = String(results.indexOf(Math.max(...results)));
      show();
    }

    function show() {
      sets.forEach((group, i) => {
        const isShown = select.value === '' || select.value === String(i);
        group.hidden = !isShown;
        for (const row of [...table.rows].slice(1)) {
          for (let column = starts[i]; column < starts[i] + group.colSpan; column++)
            row.cells[column].hidden = !isShown;
        }
      });
    }
  }
})();

'use strict';

// Sorts a table by the column whose heading is pressed; what is not there comes last in either direction.
for (const table of document.querySelectorAll('table.sortable')) {
  const headings = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
  headings.forEach((heading, column) => {
    heading.querySelector('button').addEventListener('click', () => {
      const descending = heading.getAttribute('aria-sort') === 'ascending'
        || (heading.getAttribute('aria-sort') === null && heading.dataset.first === 'descending');
      for (const other of headings)
        other.removeAttribute('aria-sort');
      heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const body = table.tBodies[0];
      const rows = [...body.rows].map((row, place) => ({ row, place, value: row.cells[column].dataset.value }));
      rows.sort((a, b) => compareValues(a.value, b.value, descending, heading.dataset.kind) || a.place - b.place);
      body.append(...rows.map(r => r.row));
    });
  });
}

function compareValues(a, b, descending, kind) {
  if ((a === undefined) !== (b === undefined))
    return a === undefined ? 1 : -1;
  if (a === undefined)
    return 0;
  const order = kind === 'number' ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}

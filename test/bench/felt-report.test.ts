import { formatFigures } from '../../bench/felt/format-figures';

const GROUPS = [
  {
    title: 'Approvals',
    figures: [
      { name: 'approve → answer, p99', value: 249.6, unit: 'ms' as const, limit: 250 },
      { name: 'memory of the worker', value: 700, unit: 'MB' as const, limit: 600 },
    ],
  },
  { title: 'A cohort', figures: [{ name: 'all started', value: 31.25, unit: 's' as const }] },
];

test('the report says which targets were met, as a table for the documentation', () => {
  const table = `
| measurement           | result |           target |
| --------------------- | -----: | ---------------: |
| **Approvals**         |        |                  |
| approve → answer, p99 | 250 ms |    ≤ 250 ms, met |
| memory of the worker  | 700 MB | ≤ 600 MB, missed |
| **A cohort**          |        |                  |
| all started           | 31.3 s |                  |`;
  expect(formatFigures(GROUPS)).toBe(table.trim());
});

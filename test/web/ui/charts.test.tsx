import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import type { VNode } from 'preact';
import { STEP_STATUSES } from '../../../src/domain/status';
import { Gantt, type GanttRow } from '../../../src/web/ui/charts/gantt';
import { type GraphStep, PlanGraph } from '../../../src/web/ui/charts/plan-graph';
import { statusMessages } from '../../../src/web/ui/status-badge';

const HOSTILE = '<script>alert(1)</script>" onload="x';
const drawn = (drawing: VNode) => parse(renderToString(drawing));

// Berlin's clocks go forward on 28 March 2027 at 02:00.
const DAY_ONE = '2027-04-01T07:00:00Z';
const NOW = '2027-03-20T08:00:00Z';
const gantt = (rows: GanttRow[], { now = NOW, locale = 'en' as const } = {}) =>
  drawn(<Gantt rows={rows} dayOne={DAY_ONE} now={now} timeZone="Europe/Berlin" locale={locale} />);

const number = (element: ReturnType<typeof parse> | null, name: string): number =>
  Number(element?.getAttribute(name) ?? NaN);

test('a Gantt chart has a row for every step, with its status as class and word', () => {
  const rows = STEP_STATUSES.map((status) => ({ id: `s-${status}`, title: `Step ${status}`, status, startAt: NOW }));
  const page = gantt([...rows, { id: 'planned', title: 'Planned' }]);
  for (const { id, title, status } of rows) {
    const row = page.querySelector(`[data-step=${id}]`);
    expect(row?.classList.contains(`is-${status}`)).toBe(true);
    expect(row?.text).toContain(title);
    expect(row?.text).toContain(statusMessages('en').step[status]);
  }
  expect(page.querySelector('[data-step=planned].is-planned .bar')).toBeNull();
  expect(page.querySelector('[data-step=planned]')?.text).toContain('planned');
  expect(page.querySelectorAll('details li')).toHaveLength(rows.length + 1);
});

test('bars are as long as the time they last, also where the clocks change meanwhile', () => {
  const page = gantt([
    { id: 'before', title: 'Before', startAt: '2027-03-26T23:00:00Z', endAt: '2027-03-27T23:00:00Z' },
    { id: 'change', title: 'A day of 23 hours', startAt: '2027-03-27T23:00:00Z', endAt: '2027-03-28T22:00:00Z' },
    { id: 'after', title: 'After', startAt: '2027-03-28T22:00:00Z', endAt: '2027-03-29T22:00:00Z' },
  ]);
  const bar = (id: string) => page.querySelector(`[data-step=${id}] .bar`);
  const anHour = number(bar('before'), 'width') / 24;
  expect(number(bar('change'), 'width') / anHour).toBeCloseTo(23, 3);
  expect(number(bar('after'), 'width') / anHour).toBeCloseTo(24, 3);
  expect(number(bar('change'), 'x')).toBeCloseTo(number(bar('before'), 'x') + 24 * anHour, 3);
  const dayOne = number(page.querySelector('.day-one line'), 'x1');
  expect((dayOne - number(bar('after'), 'x')) / anHour).toBeCloseTo(3 * 24 + 9, 3);
});

test('the marks are midnights of the place, on both sides of the change of clocks', () => {
  const page = gantt([{ id: 'long', title: 'Long', startAt: NOW, endAt: DAY_ONE }]);
  const labels = page.querySelectorAll('.ticks text').map(({ text }) => text);
  expect(labels).toContain('27 Mar');
  expect(labels).toContain('29 Mar');
  const bar = page.querySelector('[data-step=long] .bar');
  const anHour = number(bar, 'width') / ((Date.parse(DAY_ONE) - Date.parse(NOW)) / 3_600_000);
  const at = (label: string) =>
    number(page.querySelectorAll('.ticks text').find(({ text }) => text === label) ?? null, 'x');
  // From midnight to midnight two days later, with the 23-hour day in between.
  expect((at('29 Mar') - at('27 Mar')) / anHour).toBeCloseTo(47, 3);
});

test('day one and now are marked; now only while it is not over', () => {
  const rows = [{ id: 'a', title: 'A', startAt: NOW, endAt: DAY_ONE }];
  const marks = (now: string) =>
    gantt(rows, { now })
      .querySelectorAll('.mark text')
      .map(({ text }) => text);
  expect(marks(NOW)).toEqual(['Day one', 'Now']);
  expect(marks('2029-01-01T00:00:00Z')).toEqual(['Day one']);
});

const GRAPH: GraphStep[] = [
  { id: 'approve', title: 'Approve', kind: 'approval', status: 'done', after: [] },
  {
    id: 'accounts',
    title: 'Create accounts',
    kind: 'activity',
    status: 'failed',
    after: ['approve'],
    onFailure: { OutOfStock: 'buy', Unknown: 'buy' },
  },
  { id: 'buy', title: 'Buy', kind: 'task', after: [] },
  { id: 'hello', title: 'Say hello', kind: 'task', status: 'pending', after: ['accounts', 'approve', 'unknown'] },
];

test('a graph has a box for every step and an arrow for every dependency, each below what it comes after', () => {
  const page = drawn(<PlanGraph steps={GRAPH} locale="en" />);
  expect(page.querySelectorAll('[data-step]').map((step) => step.getAttribute('data-step'))).toEqual(
    GRAPH.map(({ id }) => id),
  );
  const arrows = page
    .querySelectorAll('.edge')
    .map((edge) => [edge.getAttribute('data-from'), edge.getAttribute('data-to'), edge.classList.contains('instead')]);
  expect(arrows).toEqual([
    ['approve', 'accounts', false],
    ['accounts', 'buy', true],
    ['accounts', 'hello', false],
    ['approve', 'hello', false],
  ]);
  const y = (id: string) => number(page.querySelector(`[data-step=${id}] text`), 'y');
  expect(y('approve')).toBeLessThan(y('accounts'));
  expect(y('accounts')).toBeLessThan(y('hello'));
  expect(page.querySelector('[data-step=accounts]')?.classList.contains('is-failed')).toBe(true);
});

test('both say the same as text, in German too', () => {
  const page = drawn(<PlanGraph steps={GRAPH} locale="de" />);
  const svg = page.querySelector('svg');
  expect(svg?.getAttribute('role')).toBe('img');
  expect(svg?.querySelector('title')?.text).toBe('Der Plan');
  const text = page.querySelectorAll('details li').map((line) => line.text);
  expect(text).toContain('Create accounts: automatisch, fehlgeschlagen, nach Approve, wenn es fehlschlägt: Buy');
});

test('the legend says what a dashed arrow means, where there is one', () => {
  const legend = (steps: GraphStep[], locale: 'en' | 'de') =>
    drawn(<PlanGraph steps={steps} locale={locale} />).querySelector('.legend')?.text;
  expect(legend(GRAPH, 'en')).toContain('dashed arrow: only where the step before it fails');
  expect(legend(GRAPH, 'de')).toContain('gestrichelter Pfeil: nur wenn der Schritt davor fehlschlägt');
  expect(legend(GRAPH.slice(0, 1), 'en')).not.toContain('fails');
});

test('what people wrote stays text, and nothing has a style or a script of its own', () => {
  const graph = renderToString(
    <PlanGraph steps={[{ id: HOSTILE, title: HOSTILE, kind: 'task', after: [HOSTILE] }]} locale="en" />,
  );
  const chart = renderToString(
    <Gantt rows={[{ id: HOSTILE, title: HOSTILE }]} dayOne={DAY_ONE} now={NOW} timeZone="UTC" locale="en" />,
  );
  for (const html of [graph, chart]) {
    expect(parse(html).querySelector('script')).toBeNull();
    expect(
      parse(html)
        .querySelectorAll('*')
        .flatMap(({ attributes }) => Object.keys(attributes)),
    ).not.toContain('onload');
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).toContain('&lt;script');
  }
});

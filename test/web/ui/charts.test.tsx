import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import type { VNode } from 'preact';
import { STEP_STATUSES } from '../../../src/domain/status';
import { translate } from '../../../src/i18n/translate';
import { Gantt, type GanttRow } from '../../../src/web/ui/charts/gantt';
import { type GraphStep, PlanGraph } from '../../../src/web/ui/charts/plan-graph';
import type { OnboardingResponse } from '../../../src/api/resources/onboardings/view-schema';
import { Schedule } from '../../../src/web/pages/tasks/schedule';

const HOSTILE = '<script>alert(1)</script>" onload="x';
const renderDrawing = (node: VNode) => parse(renderToString(node));

// Berlin's clocks go forward on 28 March 2027 at 02:00.
const DAY_ONE = '2027-04-01T07:00:00Z';
const NOW = '2027-03-20T08:00:00Z';
const renderGantt = (rows: GanttRow[], { now = NOW, locale = 'en' as const } = {}) =>
  renderDrawing(<Gantt rows={rows} dayOne={DAY_ONE} now={now} timeZone="Europe/Berlin" locale={locale} />);

const getNumber = (element: ReturnType<typeof parse> | null, name: string): number =>
  Number(element?.getAttribute(name) ?? NaN);

test('a Gantt chart has a row per step, with status class and text', () => {
  const rows = STEP_STATUSES.map((status) => ({ id: `s-${status}`, title: `Step ${status}`, status, startAt: NOW }));
  const page = renderGantt([...rows, { id: 'planned', title: 'Planned' }]);
  for (const { id, title, status } of rows) {
    const row = page.querySelector(`[data-step=${id}]`);
    expect(row?.classList.contains(`is-${status}`)).toBe(true);
    expect(row?.text).toContain(title);
    expect(row?.text).toContain(translate('en', `status.step.${status}`));
  }
  expect(page.querySelector('[data-step=planned].is-planned .bar')).toBeNull();
  expect(page.querySelector('[data-step=planned]')?.text).toContain('Planned');
  expect(page.querySelectorAll('details li')).toHaveLength(rows.length + 1);
});

test('bar lengths match durations, also across a clock change', () => {
  const page = renderGantt([
    { id: 'before', title: 'Before', startAt: '2027-03-26T23:00:00Z', endAt: '2027-03-27T23:00:00Z' },
    { id: 'change', title: 'A day of 23 hours', startAt: '2027-03-27T23:00:00Z', endAt: '2027-03-28T22:00:00Z' },
    { id: 'after', title: 'After', startAt: '2027-03-28T22:00:00Z', endAt: '2027-03-29T22:00:00Z' },
  ]);
  const bar = (id: string) => page.querySelector(`[data-step=${id}] .bar`);
  const hourWidth = getNumber(bar('before'), 'width') / 24;
  expect(getNumber(bar('change'), 'width') / hourWidth).toBeCloseTo(23, 3);
  expect(getNumber(bar('after'), 'width') / hourWidth).toBeCloseTo(24, 3);
  expect(getNumber(bar('change'), 'x')).toBeCloseTo(getNumber(bar('before'), 'x') + 24 * hourWidth, 3);
  const dayOne = getNumber(page.querySelector('.day-one line'), 'x1');
  expect((dayOne - getNumber(bar('after'), 'x')) / hourWidth).toBeCloseTo(3 * 24 + 9, 3);
});

test('a schedule marks the start of the first day at its location', () => {
  // The first day begins in Singapore while it is still the day before in UTC.
  const dayOneAt = '2027-03-31T23:30:00Z';
  const step = {
    id: 'a',
    kind: 'activity',
    title: 'A',
    status: 'pending',
    after: [],
    startAt: dayOneAt,
    dueAt: DAY_ONE,
  };
  const view = {
    startDate: '2027-04-01',
    timeZone: 'Asia/Singapore',
    dayOneAt,
    steps: [step],
  } as unknown as OnboardingResponse;
  const page = renderDrawing(<Schedule view={view} locale="en" />);
  const bar = page.querySelector('[data-step=a] .bar');
  expect(getNumber(page.querySelector('.day-one line'), 'x1')).toBeCloseTo(getNumber(bar, 'x'), 3);
});

test('ticks are local midnights on both sides of a clock change', () => {
  const page = renderGantt([{ id: 'long', title: 'Long', startAt: NOW, endAt: DAY_ONE }]);
  const labels = page.querySelectorAll('.ticks text').map(({ text }) => text);
  expect(labels).toContain('27 Mar');
  expect(labels).toContain('29 Mar');
  const bar = page.querySelector('[data-step=long] .bar');
  const hourWidth = getNumber(bar, 'width') / ((Date.parse(DAY_ONE) - Date.parse(NOW)) / 3_600_000);
  const getTickX = (label: string) =>
    getNumber(page.querySelectorAll('.ticks text').find(({ text }) => text === label) ?? null, 'x');
  // From midnight to midnight two days later, with the 23-hour day in between.
  expect((getTickX('29 Mar') - getTickX('27 Mar')) / hourWidth).toBeCloseTo(47, 3);
});

test('day one and now are marked; now only before the end', () => {
  const rows = [{ id: 'a', title: 'A', startAt: NOW, endAt: DAY_ONE }];
  const listMarks = (now: string) =>
    renderGantt(rows, { now })
      .querySelectorAll('.mark text')
      .map(({ text }) => text);
  expect(listMarks(NOW)).toEqual(['Start date', 'Today']);
  expect(listMarks('2029-01-01T00:00:00Z')).toEqual(['Start date']);
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

test('a graph has a box per step and an edge per dependency, top down', () => {
  const page = renderDrawing(<PlanGraph steps={GRAPH} locale="en" />);
  expect(page.querySelectorAll('[data-step]').map((step) => step.getAttribute('data-step'))).toEqual(
    GRAPH.map(({ id }) => id),
  );
  const arrows = page
    .querySelectorAll('.edge')
    .map((edge) => [edge.getAttribute('data-from'), edge.getAttribute('data-to'), edge.classList.contains('branch')]);
  expect(arrows).toEqual([
    ['approve', 'accounts', false],
    ['accounts', 'buy', true],
    ['accounts', 'hello', false],
    ['approve', 'hello', false],
  ]);
  const getY = (id: string) => getNumber(page.querySelector(`[data-step=${id}] text`), 'y');
  expect(getY('approve')).toBeLessThan(getY('accounts'));
  expect(getY('accounts')).toBeLessThan(getY('hello'));
  expect(page.querySelector('[data-step=accounts]')?.classList.contains('is-failed')).toBe(true);
});

test('both charts have a text alternative, also in German', () => {
  const page = renderDrawing(<PlanGraph steps={GRAPH} locale="de" />);
  const svg = page.querySelector('svg');
  expect(svg?.getAttribute('role')).toBe('img');
  expect(svg?.querySelector('title')?.text).toBe('Plan');
  const text = page.querySelectorAll('details li').map((line) => line.text);
  expect(text).toContain('Create accounts: Automatisch, Fehlgeschlagen, nach Approve, bei Fehlschlag: Buy');
});

test('the legend explains dashed edges, if there are any', () => {
  const renderLegend = (steps: GraphStep[], locale: 'en' | 'de') =>
    renderDrawing(<PlanGraph steps={steps} locale={locale} />).querySelector('.legend')?.text;
  expect(renderLegend(GRAPH, 'en')).toContain('dashed arrow: only if the previous step fails');
  expect(renderLegend(GRAPH, 'de')).toContain('gestrichelter Pfeil: nur wenn der vorherige Schritt fehlschlägt');
  expect(renderLegend(GRAPH.slice(0, 1), 'en')).not.toContain('fails');
});

test('foreign text stays text, without inline styles or scripts', () => {
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

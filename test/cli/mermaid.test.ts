import { renderPlanFlowchart, renderPreviewFlowchart } from '../../src/cli/output/flowchart';
import { createTextSettings } from '../../src/cli/output/text-settings';
import { formatLocalTime } from '../../src/cli/output/times';
import { createReason } from '../../src/domain/reasons/reason';

const SETTINGS = createTextSettings('en', false);

/** Words and characters that are syntax in Mermaid, Markdown or HTML. */
const HOSTILE = 'style: "]]; <script>alert(1)</script> & `x` #quot; %% {a} |p| *b* _i_ \\ Zoë 🎉';

const renderTestPlan = (title: string) =>
  renderPlanFlowchart(SETTINGS, {
    name: 'small',
    title: 'Small',
    steps: [
      { id: 'end', kind: 'approval', title: 'Manager approval', after: [] },
      { id: 'collect', kind: 'task', title: 'Collect', after: ['end'], when: 'works remotely' },
      { id: 'activate', kind: 'activity', title, after: ['end', 'collect'], start: '5 business days before day one' },
    ],
  });

/** Returns the labels as rendered. */
const extractLabels = (graph: string) =>
  [...graph.matchAll(/"([^"]*)"/g)].map(([, label = '']) =>
    label.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );

test('a plan is drawn with shapes per kind, edges, times and conditions', () => {
  expect(renderTestPlan('Activate')).toBe(
    [
      'flowchart LR',
      '  step_end{{"Manager approval"}}',
      '  step_collect(["Collect<br/>only if works remotely"])',
      '  step_activate["Activate<br/>5 business days before day one"]',
      '  step_end --> step_collect',
      '  step_end --> step_activate',
      '  step_collect --> step_activate',
      '',
    ].join('\n'),
  );
});

test('foreign text is escaped for Mermaid, pages and terminals', () => {
  const graph = renderTestPlan(`${HOSTILE}\n\u001b[31m\u2028click`);
  expect(extractLabels(graph)[2]).toBe(`${HOSTILE} \u2028click<br/>5 business days before day one`);
  const label = /^ {2}step_activate\["(.*)<br\/>.*"\]$/m.exec(graph)?.[1];
  expect(label?.replaceAll(/#\d+;/g, '')).toMatch(/^[\p{L}\p{N} .,()/]+$/u);
});

test('a preview shows assignees and dates, and greys out skipped steps', () => {
  const startAt = '2027-03-01T08:00:00Z';
  const dueAt = '2027-03-02T08:00:00Z';
  const assignees = { parties: [], roles: [], people: [{ name: 'Grace "G" Hopper', email: 'grace@example.com' }] };
  const graph = renderPreviewFlowchart(SETTINGS, {
    plan: 'small',
    readiness: 'on-track',
    warnings: [],
    cost: { amountCents: 0, currency: 'EUR' },
    access: { profiles: [], accounts: [], equipment: [], trainings: [], deviations: [] },
    dayOne: { date: '2027-03-03', timeZone: 'UTC', startsAt: dueAt, endsAt: dueAt, location: 'berlin' },
    steps: [
      { id: 'approve', kind: 'approval', title: 'Approve', after: [], leadDays: 1, assignees },
      {
        id: 'ship',
        kind: 'activity',
        title: 'Ship',
        after: ['approve'],
        reason: createReason('skipped.condition', { condition: createReason('condition.works-remotely', {}) }),
        startAt,
        leadDays: 0,
        onFailure: { OutOfStock: 'buy' },
      },
      { id: 'buy', kind: 'task', title: 'Buy', after: [], leadDays: 5, onlyAsBranch: true },
      { id: 'tell', kind: 'activity', title: 'Tell', after: ['ship'], leadDays: 0, startAt, dueAt },
    ],
  });
  expect(extractLabels(graph)).toEqual([
    'Approve<br/>Grace "G" Hopper',
    'Ship<br/>skipped: Only if the new hire works remotely',
    'Buy',
    `Tell<br/>from ${formatLocalTime('en', startAt)}<br/>due ${formatLocalTime('en', dueAt)}`,
    'OutOfStock',
  ]);
  expect(graph).toContain('  step_ship -. "OutOfStock" .-> step_buy\n');
  expect(graph.match(/^.*:::branch$/gm)).toEqual([expect.stringContaining('step_buy')]);
  expect(graph.match(/^.*:::skipped$/gm)).toEqual([expect.stringContaining('step_ship')]);
  expect(graph).toMatch(/^ {2}classDef skipped .*stroke-dasharray/m);
});

test('a step with one element each says so, and ids that differ in a character stay different nodes', () => {
  const graph = renderPlanFlowchart(SETTINGS, {
    name: 'groups',
    title: 'Groups',
    steps: [
      { id: 'accounts-a.b', kind: 'activity', title: 'Create account', after: [], forEach: 'account of the profile' },
      { id: 'accounts-a-b', kind: 'activity', title: 'Other', after: [] },
    ],
  });
  expect(extractLabels(graph)[0]).toBe('Create account<br/>one for each account of the profile');
  expect(new Set([...graph.matchAll(/^ {2}(\w+)\[/gm)].map(([, id]) => id)).size).toBe(2);
});

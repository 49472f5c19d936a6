import type { StepView } from '../../src/domain/onboarding/view';
import { PEOPLE, TestApi } from '../api/support/test-api';
import { changeStep, changeView } from './support/views';
import { Visitor } from './support/visitor';

const STEP = 'shipEquipment';
const ACTIVE_CONTENT = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![seen](https://spy.test/pixel.png)',
  '[press](javascript:alert(1))',
].join('\n\n');
const FORM: StepView['form'] = [
  { name: 'text', label: '<b>Number</b>', type: 'text', required: true, maxLength: 60 },
  { name: 'count', label: 'Boxes', type: 'number', required: false, minimum: 1 },
  { name: 'day', label: 'Sent on', type: 'date', required: true },
  { name: 'sure', label: 'Insured', type: 'yes-no', required: true },
  { name: 'how', label: 'Sent with', type: 'choice', required: true, choices: ['<i>ship</i>', 'post'] },
];

let api: TestApi;
let ivan: Visitor;
const ids: string[] = [];
beforeAll(async () => {
  api = await TestApi.start();
  ivan = await Visitor.signIn(api, 'it');
  for (const [name, dueAt] of [
    ['late', '2027-03-05T23:30:00Z'],
    ['soon', '2027-03-01T09:00:00Z'],
  ] as const)
    ids.push(await submitTask(name, { dueAt, instructions: `Ship it **insured**.\n\n${ACTIVE_CONTENT}`, form: FORM }));
});
afterAll(() => api.close());

/** Submits an onboarding with an open shipping task for IT. */
async function submitTask(name: string, changes: Partial<StepView>): Promise<string> {
  const id = await api.submit(`${name}@example.org`, { manager: PEOPLE.manager });
  await changeStep(api, id, STEP, { status: 'waiting', people: [PEOPLE.it], ...changes });
  return id;
}

const buildTaskPath = (id = '') => `/tasks/${id}/${STEP}`;

test('tasks are sorted by due date, in the local time of the onboarding', async () => {
  const { page } = await ivan.open('/tasks');
  const [late, soon] = ids;
  expect(page.querySelectorAll('tbody a').map((link) => link.getAttribute('href'))).toEqual([
    buildTaskPath(soon),
    buildTaskPath(late),
  ]);
  // 00:30 in Berlin, where the date is already the next day.
  expect(page.querySelectorAll('tbody tr').at(-1)?.text).toContain('6 Mar 2027, 00:30');
});

test('instructions are Markdown without scripts, images or raw HTML', async () => {
  const { page } = await ivan.open(buildTaskPath(ids[0]));
  const prose = page.querySelector('.prose');
  expect(prose?.querySelector('strong')?.text).toBe('insured');
  expect(prose?.querySelectorAll('script, img')).toEqual([]);
  expect(prose?.text).toContain('<script>alert(1)</script>');
  expect(page.querySelectorAll('a').filter((link) => link.getAttribute('href')?.startsWith('javascript:'))).toEqual([]);
  expect(page.querySelectorAll('script').every((script) => script.getAttribute('src')?.startsWith('/'))).toBe(true);
});

test('each form field has its input type, and its label is plain text', async () => {
  const { page } = await ivan.open(buildTaskPath(ids[0]));
  const kinds = FORM.map(({ name }) => {
    const input = page.querySelector(`[name="answers.${name}"]`);
    return [name, input?.getAttribute('type') ?? input?.rawTagName];
  });
  expect(Object.fromEntries(kinds)).toEqual({
    text: 'text',
    count: 'number',
    day: 'date',
    sure: 'checkbox',
    how: 'select',
  });
  expect(page.querySelectorAll('main b, main i')).toEqual([]);
});

test('a shipping task shows the address; an approval does not', async () => {
  const job = {
    title: 'Engineer',
    department: 'Engineering',
    location: 'berlin',
    employmentType: 'employee',
    remote: true,
  } as const;
  const employee = {
    givenName: 'Ada',
    familyName: 'Byron',
    personalEmail: 'far@example.org',
    address: '1 <b>Far</b> Road',
  };
  const id = await api.submit(employee.personalEmail, { employee, job, manager: PEOPLE.manager });
  await changeStep(api, id, STEP, { status: 'waiting', people: [PEOPLE.it] });
  expect((await ivan.open(buildTaskPath(id))).page.querySelector('dl.facts')?.text).toContain(employee.address);
  const grace = await Visitor.signIn(api, 'manager');
  const { status, text } = await grace.open(`/tasks/${id}/managerApproval`);
  expect([status, text.includes('Far')]).toEqual([200, false]);
});

test('invalid answers show errors beside the fields, and input is kept', async () => {
  const rejected = await ivan.send(buildTaskPath(ids[0]), {
    action: 'complete',
    'answers.text': 'Z-1',
    'answers.count': '0',
  });
  expect(rejected.status).toBe(400);
  for (const name of ['count', 'day', 'how'])
    expect([name, rejected.page.getElementById(`answers.${name}-error`)?.text]).toEqual([name, expect.any(String)]);
  expect(rejected.page.getElementById('answers.text')?.getAttribute('value')).toBe('Z-1');
});

test('an undo task is shown with its own title everywhere', async () => {
  const id = await submitTask('undone', {
    status: 'undoing',
    title: 'Ship the laptop',
    undoTask: 'Collect the laptop',
  });
  await changeView(api, id, {
    status: 'rolling-back',
    termination: { outcome: 'cancelled', comment: 'They decline.' },
  });
  const list = await ivan.open('/tasks');
  expect(list.page.querySelector(`a[href="${buildTaskPath(id)}"]`)?.text).toBe('Collect the laptop');
  expect((await ivan.open(buildTaskPath(id))).page.querySelector('h1')?.text).toContain('Collect the laptop: ');
  const { page } = await ivan.open(`/onboardings/${id}`);
  const [row] = page.querySelectorAll('section li').filter(({ text }) => text.includes(PEOPLE.it.name));
  expect(row?.text).toContain('Collect the laptop');
  expect(row?.text).not.toContain('Ship the laptop');
});

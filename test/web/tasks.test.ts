import type { StepView } from '../../src/domain/onboarding/view';
import { PEOPLE, TestApi } from '../api/support/test-api';
import { changeStep, changeView } from './support/views';
import { Visitor } from './support/visitor';

const STEP = 'shipEquipment';
const ACTIVE = [
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
    ids.push(await asked(name, { dueAt, instructions: `Ship it **insured**.\n\n${ACTIVE}`, form: FORM }));
});
afterAll(() => api.close());

/** Submits an onboarding with an open shipping task for IT. */
async function asked(name: string, changes: Partial<StepView>): Promise<string> {
  const id = await api.submit(`${name}@example.org`, { manager: PEOPLE.manager });
  await changeStep(api, id, STEP, { status: 'waiting', people: [PEOPLE.it], ...changes });
  return id;
}

const pathOf = (id = '') => `/tasks/${id}/${STEP}`;

test('what is due sooner comes first, by the clock of the place where it is due', async () => {
  const { page } = await ivan.open('/tasks');
  const [late, soon] = ids;
  expect(page.querySelectorAll('tbody a').map((link) => link.getAttribute('href'))).toEqual([
    pathOf(soon),
    pathOf(late),
  ]);
  // 00:30 in Berlin, where the date is already the next day.
  expect(page.querySelectorAll('tbody tr').at(-1)?.text).toContain('6 Mar 2027, 00:30');
});

test('instructions are Markdown: nothing in them runs, loads or is markup of its own', async () => {
  const { page } = await ivan.open(pathOf(ids[0]));
  const prose = page.querySelector('.prose');
  expect(prose?.querySelector('strong')?.text).toBe('insured');
  expect(prose?.querySelectorAll('script, img')).toEqual([]);
  expect(prose?.text).toContain('<script>alert(1)</script>');
  expect(page.querySelectorAll('a').filter((link) => link.getAttribute('href')?.startsWith('javascript:'))).toEqual([]);
  expect(page.querySelectorAll('script').every((script) => script.getAttribute('src')?.startsWith('/'))).toBe(true);
});

test('each question of a form is asked as what it is, and what its author wrote is text', async () => {
  const { page } = await ivan.open(pathOf(ids[0]));
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

test('whoever sends something reads where to; whoever decides does not', async () => {
  const job = {
    title: 'Engineer',
    department: 'R&D',
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
  expect((await ivan.open(pathOf(id))).page.querySelector('dl.facts')?.text).toContain(employee.address);
  const grace = await Visitor.signIn(api, 'manager');
  const { status, text } = await grace.open(`/tasks/${id}/managerApproval`);
  expect([status, text.includes('Far')]).toEqual([200, false]);
});

test('answers that a form does not take stand beside their questions, and what was typed stays', async () => {
  const refused = await ivan.send(pathOf(ids[0]), { action: 'complete', 'answers.text': 'Z-1', 'answers.count': '0' });
  expect(refused.status).toBe(400);
  for (const name of ['count', 'day', 'how'])
    expect([name, refused.page.getElementById(`answers.${name}-error`)?.text]).toEqual([name, expect.any(String)]);
  expect(refused.page.getElementById('answers.text')?.getAttribute('value')).toBe('Z-1');
});

test('what is to be taken back is called what that is called, wherever somebody is asked for it', async () => {
  const id = await asked('undone', { status: 'undoing', title: 'Ship the laptop', counterTask: 'Collect the laptop' });
  await changeView(api, id, { status: 'rolling-back', ending: { outcome: 'cancelled', reason: 'They decline.' } });
  const list = await ivan.open('/tasks');
  expect(list.page.querySelector(`a[href="${pathOf(id)}"]`)?.text).toBe('Collect the laptop');
  expect((await ivan.open(pathOf(id))).page.querySelector('h1')?.text).toContain('Collect the laptop: ');
  const { page } = await ivan.open(`/onboardings/${id}`);
  const [row] = page.querySelectorAll('section li').filter(({ text }) => text.includes(PEOPLE.it.name));
  expect(row?.text).toContain('Collect the laptop');
  expect(row?.text).not.toContain('Ship the laptop');
});

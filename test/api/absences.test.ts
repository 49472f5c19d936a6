import type { Role } from '../../src/domain/status';
import { PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());
afterEach(() => api.testDb.database.deleteFrom('absences').execute());

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const holiday = { from: day(10), to: day(20), deputy: PEOPLE.it.email };
const mine = '/people/me/absences';
const declare = (body: object, as: Role = 'manager', path = mine) => api.call('POST', path, { as, body });
const audited = async (action: string) =>
  (await api.testDb.database.selectFrom('audit').selectAll().where('action', '=', action).execute()).at(-1);

test('a person declares an absence with a deputy, sees it, and takes it back', async () => {
  const declared = await declare(holiday);
  const absence = { email: PEOPLE.manager.email, ...holiday, setBy: PEOPLE.manager.email };
  expect(declared).toMatchObject({ status: 201, body: { ...absence, waiting: [] } });
  expect((await api.call('GET', mine, { as: 'manager' })).body.items).toMatchObject([absence]);
  expect((await api.call('GET', `/people/${PEOPLE.manager.email}/absences`)).body.items).toMatchObject([absence]);
  expect(await audited('absence.add')).toMatchObject({
    actor: PEOPLE.manager.email,
    detail: { email: PEOPLE.manager.email, ...holiday },
  });

  const address = `${mine}/${String(declared.body.id)}`;
  expect((await api.call('DELETE', address, { as: 'it' })).status).toBe(404);
  expect((await api.call('DELETE', address, { as: 'manager' })).status).toBe(204);
  expect((await api.call('DELETE', address, { as: 'manager' })).status).toBe(404);
  expect((await api.call('GET', mine, { as: 'manager' })).body.items).toEqual([]);
  expect(await audited('absence.remove')).toMatchObject({ detail: { email: PEOPLE.manager.email } });
});

test('HR declares anyone’s absence; nobody else does, nor sees or removes it', async () => {
  const of = `/people/${PEOPLE.manager.email}/absences`;
  const declared = await declare(holiday, 'hr', of);
  expect(declared).toMatchObject({ status: 201, body: { email: PEOPLE.manager.email, setBy: PEOPLE.hr.email } });
  for (const as of ['it', 'finance'] as const) {
    expect((await declare({ ...holiday, deputy: PEOPLE.hr.email }, as, of)).status).toBe(403);
    expect((await api.call('GET', of, { as })).status).toBe(403);
    expect((await api.call('DELETE', `${of}/${String(declared.body.id)}`, { as })).status).toBe(403);
  }
  expect((await declare(holiday, 'hr', '/people/nobody@example.com/absences')).status).toBe(404);
  expect((await declare(holiday, 'hr', '/people/nobody/absences')).status).toBe(404);
});

test.each([
  ['to', { ...holiday, to: day(9) }],
  ['to', { ...holiday, from: day(-9), to: day(-5) }],
  ['to', { ...holiday, to: day(2_000) }],
  ['from', { ...holiday, from: '2027-02-30' }],
  ['deputy', { ...holiday, deputy: PEOPLE.manager.email }],
  ['deputy', { ...holiday, deputy: 'nobody@example.com' }],
  ['deputy', { from: holiday.from, to: holiday.to }],
  ['by', { ...holiday, by: 'x@example.com' }],
])('a wrong %s is refused', async (field, body) => {
  const answer = await declare(body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ field }));
});

test('nobody is away twice on one day, however many declare it at once; another’s absence is no conflict', async () => {
  const answers = await Promise.all([0, 3, 10, -3].map((shift) => declare({ ...holiday, to: day(20 + shift) })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  expect((await declare({ ...holiday, from: day(31), to: day(31) })).status).toBe(201);
  expect((await declare({ ...holiday, deputy: PEOPLE.hr.email }, 'it')).status).toBe(201);
});

test('an absence that begins now names what waits already, to be handed on by hand; a later one does not', async () => {
  const id = await api.submit('waiting@example.org');
  const now = await declare({ ...holiday, from: day(0) });
  expect(now.body.waiting).toEqual([
    expect.objectContaining({
      onboardingId: id,
      step: 'managerApproval',
      kind: 'approval',
      employeeName: 'Ada Lovelace',
    }),
  ]);
  expect((await declare({ ...holiday, from: day(21), to: day(22) })).body.waiting).toEqual([]);
});

test('what is submitted while the approver is away is asked of the deputy, who sees it', async () => {
  await declare({ ...holiday, from: day(-1) });
  const id = await api.submit('stood-in@example.org');
  const { body } = await api.call('GET', '/tasks', { as: 'it' });
  expect(body.items).toContainEqual(expect.objectContaining({ onboardingId: id }));
});

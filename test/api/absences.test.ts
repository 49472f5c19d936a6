import type { Role } from '../../src/domain/status';
import { PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());
afterEach(() => api.testDb.database.deleteFrom('absences').execute());

const getIsoDate = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const holiday = { from: getIsoDate(10), to: getIsoDate(20), deputy: PEOPLE.it.email };
const ownPath = '/people/me/absences';
const declare = (body: object, as: Role = 'manager', path = ownPath) => api.call('POST', path, { as, body });
const findLastAudit = async (action: string) =>
  (await api.testDb.database.selectFrom('audit').selectAll().where('action', '=', action).execute()).at(-1);

test('a person declares an absence with a deputy, lists it and removes it', async () => {
  const declared = await declare(holiday);
  const absence = { email: PEOPLE.manager.email, ...holiday, createdBy: PEOPLE.manager.email };
  expect(declared).toMatchObject({ status: 201, body: { ...absence, pendingSteps: [] } });
  expect((await api.call('GET', ownPath, { as: 'manager' })).body.items).toMatchObject([absence]);
  expect((await api.call('GET', `/people/${PEOPLE.manager.email}/absences`)).body.items).toMatchObject([absence]);
  expect(await findLastAudit('absence.add')).toMatchObject({
    actor: PEOPLE.manager.email,
    detail: { email: PEOPLE.manager.email, ...holiday },
  });

  const absencePath = `${ownPath}/${String(declared.body.id)}`;
  expect((await api.call('DELETE', absencePath, { as: 'it' })).status).toBe(404);
  expect((await api.call('DELETE', absencePath, { as: 'manager' })).status).toBe(204);
  expect((await api.call('DELETE', absencePath, { as: 'manager' })).status).toBe(404);
  expect((await api.call('GET', ownPath, { as: 'manager' })).body.items).toEqual([]);
  expect(await findLastAudit('absence.remove')).toMatchObject({ detail: { email: PEOPLE.manager.email } });
});

test('HR declares absences for anyone; others cannot add, see or remove them', async () => {
  const othersPath = `/people/${PEOPLE.manager.email}/absences`;
  const declared = await declare(holiday, 'hr', othersPath);
  expect(declared).toMatchObject({ status: 201, body: { email: PEOPLE.manager.email, createdBy: PEOPLE.hr.email } });
  for (const as of ['it', 'finance'] as const) {
    expect((await declare({ ...holiday, deputy: PEOPLE.hr.email }, as, othersPath)).status).toBe(403);
    expect((await api.call('GET', othersPath, { as })).status).toBe(403);
    expect((await api.call('DELETE', `${othersPath}/${String(declared.body.id)}`, { as })).status).toBe(403);
  }
  expect((await declare(holiday, 'hr', '/people/nobody@example.com/absences')).status).toBe(404);
  expect((await declare(holiday, 'hr', '/people/nobody/absences')).status).toBe(404);
});

test.each([
  ['to', { ...holiday, to: getIsoDate(9) }],
  ['to', { ...holiday, from: getIsoDate(-9), to: getIsoDate(-5) }],
  ['to', { ...holiday, to: getIsoDate(2_000) }],
  ['from', { ...holiday, from: '2027-02-30' }],
  ['deputy', { ...holiday, deputy: PEOPLE.manager.email }],
  ['deputy', { ...holiday, deputy: 'nobody@example.com' }],
  ['deputy', { from: holiday.from, to: holiday.to }],
  ['by', { ...holiday, by: 'x@example.com' }],
])('rejects an invalid %s', async (field, body) => {
  const response = await declare(body);
  expect(response.status).toBe(400);
  expect(response.body.errors).toContainEqual(expect.objectContaining({ field }));
});

test('rejects overlapping absences of one person, also concurrent ones', async () => {
  const responses = await Promise.all(
    [0, 3, 10, -3].map((shift) => declare({ ...holiday, to: getIsoDate(20 + shift) })),
  );
  expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  expect((await declare({ ...holiday, from: getIsoDate(31), to: getIsoDate(31) })).status).toBe(201);
  expect((await declare({ ...holiday, deputy: PEOPLE.hr.email }, 'it')).status).toBe(201);
});

test('an absence starting now lists open requests; a later one does not', async () => {
  const id = await api.submit('waiting@example.org');
  const current = await declare({ ...holiday, from: getIsoDate(0) });
  expect(current.body.pendingSteps).toEqual([
    expect.objectContaining({
      onboardingId: id,
      step: 'managerApproval',
      kind: 'approval',
      employeeName: 'Ada Lovelace',
    }),
  ]);
  expect((await declare({ ...holiday, from: getIsoDate(21), to: getIsoDate(22) })).body.pendingSteps).toEqual([]);
});

test('a request opened during an absence goes to the deputy, who sees it', async () => {
  await declare({ ...holiday, from: getIsoDate(-1) });
  const id = await api.submit('stood-in@example.org');
  const { body } = await api.call('GET', '/tasks', { as: 'it' });
  expect(body.items).toContainEqual(expect.objectContaining({ onboardingId: id }));
});

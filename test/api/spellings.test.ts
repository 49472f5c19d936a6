import { createRequest } from '../support/requests';
import { FUTURE_MONDAY, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await api.testDb.database
    .insertInto('items')
    .values({ tag: 'A-1', model: 'beamer', title: 'Beamer', price_cents: 100, currency: 'EUR', state: 'free' })
    .execute();
});
afterAll(() => api.close());

const createItem = (tag: string, model: string) => ({ tag, model, title: 'Beamer', priceCents: 100, currency: 'EUR' });

test('an asset tag in another case is the same item', async () => {
  expect((await api.call('POST', '/inventory', { as: 'it', body: createItem('a-1', 'beamer') })).status).toBe(409);
  const items = [createItem('B-1', 'beamer'), createItem('b-1', 'beamer'), createItem('a-1', 'beamer')];
  expect(await api.call('POST', '/inventory/import', { as: 'it', body: { rows: items } })).toMatchObject({
    status: 422,
    body: {
      errors: [
        { row: 2, field: 'tag', code: 'row.duplicate' },
        { row: 3, field: 'tag', code: 'tag.taken' },
      ],
    },
  });
  expect(await api.call('POST', '/inventory/a-1/retire', { as: 'it' })).toMatchObject({
    status: 200,
    body: { tag: 'A-1', state: 'retired' },
  });
  expect((await api.call('POST', '/inventory/a-1/restore', { as: 'it' })).body.state).toBe('free');
});

test('a model in another case is the same model', async () => {
  expect((await api.call('POST', '/inventory', { as: 'it', body: createItem('C-1', 'BEAMER') })).body.model).toBe(
    'beamer',
  );
  const items = [createItem('D-1', 'Beamer'), createItem('D-2', 'Easel'), createItem('D-3', 'easel')];
  expect((await api.call('POST', '/inventory/import', { as: 'it', body: { rows: items } })).status).toBe(201);
  const listed = await api.call('GET', '/inventory?model=EASEL');
  expect((listed.body.items as { tag: string; model: string }[]).map(({ tag, model }) => [tag, model])).toEqual([
    ['D-2', 'Easel'],
    ['D-3', 'Easel'],
  ]);
});

test('a course and the location of its session are known in any case', async () => {
  const session = {
    title: 'Juggling',
    startsAt: `${FUTURE_MONDAY}T09:00:00Z`,
    endsAt: `${FUTURE_MONDAY}T10:00:00Z`,
    timeZone: 'Europe/Berlin',
    place: 'Room 1',
    capacity: 3,
  };
  const add = (course: string, location: string) =>
    api.call('POST', '/trainings', { body: { ...session, course, location } });
  expect(await add('juggling', 'Berlin')).toMatchObject({ status: 201, body: { location: 'berlin' } });
  expect((await add('Juggling', 'berlin')).body.course).toBe('juggling');
  expect((await api.call('GET', '/trainings?course=JUGGLING')).body.items).toHaveLength(2);
});

test('a request is kept with the known spellings', async () => {
  const { job } = createRequest();
  const body = createRequest({
    startDate: FUTURE_MONDAY,
    equipment: ['Beamer'],
    job: { ...job, location: 'Berlin', department: 'ENGINEERING' },
  });
  const { body: receipt, status } = await api.call('POST', '/onboardings', { body });
  expect(status).toBe(202);
  const { request } = (await api.call('GET', `/onboardings/${String(receipt.id)}`)).body as {
    request: typeof body;
  };
  expect(request.equipment).toEqual(['beamer']);
  expect(request.job.location).toBe('berlin');
  const preview = await api.call('POST', `/onboardings/${String(receipt.id)}/amend/preview`, {
    body: { equipment: ['BEAMER', 'Beamer'] },
  });
  expect(preview.status).toBe(200);
});

test('a department in another case is one department in lists and reports', async () => {
  const { job } = createRequest();
  for (const [name, department] of [
    ['one', 'Legal'],
    ['two', 'legal'],
    ['three', 'LEGAL'],
  ] as const) {
    const employee = { givenName: name, familyName: 'Hawk', personalEmail: `${name}@hawks.example` };
    const body = createRequest({ startDate: FUTURE_MONDAY, employee, job: { ...job, department } });
    expect((await api.call('POST', '/onboardings', { body })).status).toBe(202);
  }
  expect((await api.call('GET', '/onboardings?department=LEGAL')).body.items).toHaveLength(3);
  const report = await api.call('GET', '/reports?from=2026-01-01', { as: 'admin' });
  const departments = (report.body as unknown as { departments: { name: string; onboardings: number }[] }).departments;
  expect(departments.filter(({ name }) => name.toLowerCase() === 'legal')).toMatchObject([
    { name: 'Legal', onboardings: 3 },
  ]);
});

test('a plan is found in any case', async () => {
  expect(await api.call('GET', '/plans/STANDARD')).toMatchObject({ status: 200, body: { name: 'standard' } });
  expect(await api.call('GET', '/plans/Contractor')).toMatchObject({ status: 200, body: { name: 'contractor' } });
});

import { PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

const HEADER = 'email,name,roles,managerEmail,language';
const upload = (path: string, lines: readonly string[], as: 'admin' | 'hr' = 'admin') =>
  api.call('POST', path, { as, body: [HEADER, ...lines].join('\n'), headers: { 'Content-Type': 'text/csv' } });
const listInvited = async () =>
  (await api.testDb.database.selectFrom('invitations').select('email').orderBy('email').execute()).map(
    ({ email }) => email,
  );
const findPerson = (email: string) =>
  api.testDb.database.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst();

const NADIA = 'Nadia@example.com,Nadia Sol,IT finance,grace@example.com,de';
const OMAR = 'omar@example.com,Omar Beck,"hr, manager",,';
const PIA = 'pia@example.com,Pia Lund,,,';

describe('a file of people', () => {
  test('is added as a whole, those with a role are invited, and the audit log names their roles', async () => {
    expect(await upload('/people/import', [NADIA, OMAR, PIA])).toMatchObject({
      status: 201,
      body: { added: 3, invited: 2 },
    });
    expect(await findPerson('nadia@example.com')).toMatchObject({
      name: 'Nadia Sol',
      roles: ['it', 'finance'],
      manager_email: 'grace@example.com',
      language: 'de',
      sample: false,
    });
    expect(await findPerson('omar@example.com')).toMatchObject({ roles: ['hr', 'manager'], language: null });
    expect(await listInvited()).toEqual(['nadia@example.com', 'omar@example.com']);
    const { items = [] } = (await api.call('GET', '/audit?action=people.import', { as: 'admin' })).body;
    expect(items).toMatchObject([{ actor: PEOPLE.admin.email }]);
  });

  test('with an invalid row adds nobody, and every error is named by its row, in the check as in the import', async () => {
    const lines = [NADIA, 'nadia@example.com,Nadia Again,,,', 'omar,,boss,,fr', `${PEOPLE.hr.email},Hilda,,,`];
    const errors = [
      { row: 3, field: 'email', code: 'row.duplicate', params: { row: 2 } },
      { row: 4, field: 'email' },
      { row: 4, field: 'name' },
      { row: 4, field: 'roles.0' },
      { row: 4, field: 'language' },
      { row: 5, field: 'email', code: 'person.known' },
    ];
    const checked = await upload('/people/import/preview', lines);
    expect(checked).toMatchObject({ status: 200, body: { rows: { valid: 1, invalid: 3 }, withRole: 1, errors } });
    const refused = await upload('/people/import', lines);
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'invalid-rows', reason: { code: 'invalid-rows.people' }, invalidRows: 3, rows: 4, errors },
    });
    expect(await findPerson('nadia@example.com')).toBeUndefined();
    expect(await listInvited()).toEqual([]);
  });

  test('invites nobody if it says so, nor does a check', async () => {
    await upload('/people/import/preview', [NADIA]);
    expect(await upload('/people/import?invite=false', [NADIA])).toMatchObject({ body: { added: 1, invited: 0 } });
    expect(await listInvited()).toEqual([]);
  });

  test('may be JSON; HR adds people without roles only', async () => {
    const rows = [{ email: 'pia@example.com', name: 'Pia Lund' }];
    expect((await api.call('POST', '/people/import', { body: { rows } })).status).toBe(201);
    expect(await upload('/people/import', [NADIA], 'hr')).toMatchObject({
      status: 403,
      body: { reason: { code: 'forbidden.roles' } },
    });
    expect(await findPerson('nadia@example.com')).toBeUndefined();
  });
});

describe('an invitation', () => {
  const person = { email: 'nadia@example.com', name: 'Nadia Sol' };
  const add = (body: object) => api.call('POST', '/people', { as: 'admin', body: { ...person, ...body } });
  const replace = (body: object) =>
    api.call('PUT', '/people/nadia@example.com', { as: 'admin', body: { name: 'Nadia Sol', ...body } });
  const markSent = () => api.testDb.database.updateTable('invitations').set({ sent_at: new Date() }).execute();
  const countPending = async () =>
    (await api.testDb.database.selectFrom('invitations').select('email').where('sent_at', 'is', null).execute()).length;

  test('goes to a person who is added with a role, once and not with every change', async () => {
    await add({ roles: ['it'] });
    expect(await countPending()).toBe(1);
    await markSent();
    await replace({ roles: ['it', 'hr'] });
    expect(await countPending()).toBe(0);
  });

  test('goes to a person without a role as soon as they get one', async () => {
    await add({});
    expect(await listInvited()).toEqual([]);
    await replace({ roles: ['manager'] });
    expect(await listInvited()).toEqual(['nadia@example.com']);
  });

  test('is left out on request', async () => {
    await add({ roles: ['it'], invite: false });
    expect(await listInvited()).toEqual([]);
  });

  test('is repeated when the account is reactivated, unless the call says otherwise', async () => {
    await add({ roles: ['it'] });
    await markSent();
    const act = (action: string, body: object = {}) =>
      api.call('POST', `/people/nadia@example.com/${action}`, { as: 'admin', body });
    await act('suspend');
    await act('reactivate', { invite: false });
    expect(await countPending()).toBe(0);
    await act('remove');
    expect((await act('reactivate')).status).toBe(200);
    expect(await countPending()).toBe(1);
  });
});

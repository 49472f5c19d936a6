import { Visitor } from '../web/support/visitor';
import { buildCsv, buildCsvLine } from '../support/cohorts';
import { createRequest } from '../support/requests';
import { waitForValue } from '../support/wait-for-value';
import { FUTURE_MONDAY, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start({ config: { publicUrl: 'http://firstday.test' } })));
afterAll(() => api.close());

const ASCII = 'jana@xn--mnchen-3ya.de';
const UNICODE = 'Jana@München.de';

test('both forms of an address name one person, who signs in with either and gets mail at the ASCII form', async () => {
  const person = { name: 'Jana', roles: ['hr'] };
  expect(await api.call('POST', '/people', { as: 'admin', body: { email: UNICODE, ...person } })).toMatchObject({
    status: 201,
    body: { email: ASCII },
  });
  expect((await api.call('POST', '/people', { as: 'admin', body: { email: ASCII, ...person } })).status).toBe(409);
  expect((await api.call('GET', `/people/${encodeURIComponent(UNICODE)}`, { as: 'hr' })).body.email).toBe(ASCII);
  await new Visitor(api).send('/sign-in', { email: UNICODE, next: '/' });
  const mail = await waitForValue(() => Promise.resolve(api.mails.find(({ to }) => to[0]?.email === ASCII)));
  expect(mail.to).toMatchObject([{ email: ASCII }]);
});

test('a new hire is one person under both forms', async () => {
  const submit = (personalEmail: string) => {
    const employee = { givenName: 'Ole', familyName: 'Olsen', personalEmail };
    return api.call('POST', '/onboardings', { body: createRequest({ startDate: FUTURE_MONDAY, employee }) });
  };
  expect((await submit('ole@bücher.example')).status).toBe(202);
  expect(await submit('ole@xn--bcher-kva.example')).toMatchObject({ status: 409, body: { code: 'already-open' } });
});

test('a manager at the address of the new hire is refused, whatever the form', async () => {
  const employee = { givenName: 'Eva', familyName: 'Engel', personalEmail: 'eva@bücher.example' };
  const manager = { name: 'Eva', email: 'EVA@xn--bcher-kva.example' };
  const body = createRequest({ startDate: FUTURE_MONDAY, employee, manager });
  expect(await api.call('POST', '/onboardings', { body })).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'manager.email', code: 'manager.is-new-hire' }] },
  });
});

test('a file with both forms has the same person twice', async () => {
  const lines = ['ida@bücher.example', 'ida@xn--bcher-kva.example'].map((email) =>
    buildCsvLine(email, { startDate: FUTURE_MONDAY }),
  );
  const response = await api.call('POST', '/cohorts/preview', {
    body: buildCsv(...lines),
    headers: { 'Content-Type': 'text/csv' },
  });
  expect([response.status, JSON.stringify(response.body)]).toEqual([200, expect.stringContaining('row.duplicate')]);
});

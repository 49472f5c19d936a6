import { problemSchema } from '../../src/api/http/problems';
import { buildCsv, buildCsvLine } from '../support/cohorts';
import { createRequestFor, PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

type CallOptions = Parameters<TestApi['call']>[2] & object;
const CSV = { 'Content-Type': 'text/csv' };
const ENGLISH = { 'Accept-Language': 'en' };
const GERMAN = { 'Accept-Language': 'de-AT,de;q=0.9' };

/** Makes the call once in each language. */
const callInBoth = (method: string, path: string, { headers, ...options }: CallOptions = {}) =>
  Promise.all(
    [ENGLISH, GERMAN].map((language) => api.call(method, path, { ...options, headers: { ...headers, ...language } })),
  );

test('invalid fields have a code, its parameters, and words in the language of the caller', async () => {
  const body = {
    ...createRequestFor('problem@example.org'),
    manager: { name: 'x'.repeat(300), email: 'grace' },
    salary: 1,
  };
  const [english, german] = await callInBoth('POST', '/onboardings', { body });
  expect(english?.body).toMatchObject({
    type: '/problems/invalid-request',
    title: 'Some fields are not valid.',
    detail: 'Some fields are not valid.',
    status: 400,
    code: 'invalid-request',
    retryable: false,
  });
  expect(english?.body.errors).toEqual([
    {
      field: 'manager.name',
      code: 'too-long',
      params: { maximum: 200, unit: 'characters' },
      message: 'At most 200 characters',
    },
    { field: 'manager.email', code: 'format.email', params: {}, message: 'Enter a valid e-mail address' },
    { field: 'salary', code: 'unknown-field', params: {}, message: 'Unknown field' },
  ]);
  expect(german?.body).toMatchObject({ title: 'Einige Angaben sind ungültig.', code: 'invalid-request' });
  expect(german?.body.errors).toMatchObject([
    { field: 'manager.name', code: 'too-long', message: 'Höchstens 200 Zeichen' },
    { field: 'manager.email', code: 'format.email', message: 'Geben Sie eine gültige E-Mail-Adresse ein' },
    { field: 'salary', code: 'unknown-field', message: 'Unbekanntes Feld' },
  ]);
  expect(problemSchema.parse(german?.body)).toEqual(german?.body);
});

test('a reason is worded with its step, assignees and nested reason', async () => {
  const body = createRequestFor('own-problem@example.org', { manager: PEOPLE.hr });
  const [english, german] = await callInBoth('POST', '/onboardings', { body });
  const reason = {
    code: 'not-plannable.no-assignee',
    params: {
      step: 'managerApproval',
      assignees: [{ people: [], relations: ['manager'], roles: [] }],
      obstacle: { code: 'no-assignee.submitter', params: {} },
    },
  };
  expect(english).toMatchObject({ status: 422, body: { code: 'not-plannable', reason } });
  expect(english?.body).not.toHaveProperty('errors');
  expect(english?.body.detail).toMatch(
    /^No one can be assigned to Manager approval \(the manager\)\. The only candidate submits this request/,
  );
  expect(german?.body).toMatchObject({ title: 'Für diesen Antrag lässt sich kein Plan erstellen.', reason });
  expect(german?.body.detail).toMatch(/kommt niemand infrage \(die Führungskraft\)\. Die einzige mögliche Person/);
});

test.each<[string, string, CallOptions, object, string, string]>([
  [
    'GET',
    '/plans/nope',
    {},
    { code: 'not-found', reason: { code: 'not-found.plan' } },
    'There is no plan “nope”.',
    'Den Plan „nope“ gibt es nicht.',
  ],
  [
    'POST',
    '/people',
    { as: 'admin', body: { ...PEOPLE.it, roles: [] } },
    { code: 'conflict', reason: { code: 'conflict.person', params: {} } },
    'A person with this e-mail address already exists.',
    'Eine Person mit dieser E-Mail-Adresse gibt es bereits.',
  ],
  [
    'POST',
    '/onboardings',
    { body: 'x', headers: { 'Content-Type': 'text/plain' } },
    { code: 'unsupported-media-type', reason: { code: 'unsupported-media-type.expected' } },
    'Send application/json or ',
    'Senden Sie application/json oder ',
  ],
  ['GET', '/onboardings', { as: 'nobody' }, { code: 'unauthorized' }, 'Sign in', 'Bitte melden Sie sich an'],
])('%s %s is answered in both languages', async (method, path, options, problem, english, german) => {
  const [inEnglish, inGerman] = await callInBoth(method, path, options);
  expect([inEnglish?.body, inGerman?.body]).toMatchObject([problem, problem]);
  expect(inEnglish?.body.detail).toContain(english);
  expect(inGerman?.body.detail).toContain(german);
});

test('errors of a file are worded for each reader, also those that are stored', async () => {
  const file = buildCsv(
    buildCsvLine('row@example.org'),
    buildCsvLine('row@example.org'),
    buildCsvLine('own-row@example.org', { 'manager.email': PEOPLE.hr.email }),
  );
  const [english, german] = await callInBoth('POST', '/cohorts', { body: file, headers: CSV });
  expect(english?.body).toMatchObject({ status: 422, detail: '2 of 3 rows are not valid. Nothing was started.' });
  expect(german?.body).toMatchObject({ detail: '2 von 3 Zeilen ungültig. Es wurde nichts gestartet.' });
  const expected = [
    { row: 3, field: 'employee.personalEmail', code: 'row.duplicate', params: { row: 2 } },
    { row: 4, field: '(row)', code: 'not-plannable.no-assignee' },
  ];
  expect([english?.body.errors, german?.body.errors]).toMatchObject([expected, expected]);

  const headers = { ...CSV, 'Idempotency-Key': 'two-languages' };
  const submit = (language: object) =>
    api.call('POST', '/cohorts?partial=true', { body: file, headers: { ...headers, ...language } });
  const receipt = await submit(ENGLISH);
  const listMessages = (errors: unknown) => (errors as { message: string }[]).map(({ message }) => message);
  const englishWords = ['Duplicate of row 2', expect.stringMatching(/^No one can be assigned to Manager approval/)];
  const germanWords = ['Steht bereits in Zeile 2', expect.stringMatching(/kommt niemand infrage/)];
  expect(listMessages(receipt.body.errors)).toEqual(englishWords);
  expect(listMessages((await submit(GERMAN)).body.errors)).toEqual(germanWords);

  const stored = await api.testDb.database.selectFrom('cohort_rows').select('errors').where('row', '=', 3).execute();
  expect(stored).toContainEqual({
    errors: [{ field: 'employee.personalEmail', code: 'row.duplicate', params: { row: 2 } }],
  });
  const shown = await callInBoth('GET', `/cohorts/${String(receipt.body.id)}?state=invalid`);
  const [inEnglish, inGerman] = shown.map(({ body }) => listMessages(body.items?.flatMap(({ errors }) => errors)));
  expect([inEnglish, inGerman]).toEqual([englishWords, germanWords]);
});

test('the page of a problem has its title in the language of the caller', async () => {
  const [english, german] = await callInBoth('GET', '//problems/closed', { as: 'nobody' });
  expect(english?.body).toMatchObject({ code: 'closed', title: 'This onboarding has ended.', status: 409 });
  expect(german?.body).toMatchObject({ code: 'closed', title: 'Dieses Onboarding ist beendet.' });
});

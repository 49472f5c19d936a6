import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import type { Role } from '../../src/domain/status';
import { FirstdayError } from '../../src/lib/errors';
import { translateError } from '../../src/web/i18n/translate-api-text';
import { ProblemAlert } from '../../src/web/ui/layout/problem-alert';
import { PEOPLE, FUTURE_MONDAY, TestApi } from '../api/support/test-api';
import { changeStep } from './support/views';
import { Visitor } from './support/visitor';
import { createReason, type Reason } from '../../src/domain/reasons/reason';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.close());

async function signInGerman(role: Role): Promise<Visitor> {
  const visitor = await Visitor.signIn(api, role);
  visitor.setCookie('language', 'de');
  return visitor;
}

const PERSON = { isNew: 'yes', name: 'Omar', email: 'omar@example.com', roles: 'hr' };
const ITEM = { tag: 'G-1', model: 'monitor-27', title: 'Monitor', priceCents: '299,50', currency: 'EUR' };
const SESSION = { course: 'fire-drill', title: 'Fire drill', timeZone: 'Europe/Berlin', place: 'Yard', capacity: '3' };
const REQUEST = {
  'employee.givenName': 'Ada',
  'employee.familyName': 'Lovelace',
  'employee.personalEmail': 'ada@example.org',
  'job.title': 'Engineer',
  'job.department': 'Engineering',
  'job.location': 'berlin',
  'job.employmentType': 'employee',
  'job.remote': 'no',
  startDate: FUTURE_MONDAY,
};
const LONG_NAME = 'x'.repeat(300);
const COLUMNS = 'tag,model,title,priceCents,currency';

/** Role, path, submitted form and the expected German messages. */
const REJECTED_FORMS: [Role, string, Record<string, string>, string[]][] = [
  [
    'hr',
    '/onboardings/new',
    { startDate: 'soon', 'employee.givenName': LONG_NAME },
    ['wird gebraucht', 'ist kein Datum', 'darf nicht länger sein als 100 Zeichen'],
  ],
  ['hr', '/onboardings/new/preview', { 'employee.personalEmail': 'ada' }, ['ist keine E-Mail-Adresse']],
  ['admin', '/admin/people', { ...PERSON, email: 'omar' }, ['ist keine E-Mail-Adresse']],
  ['admin', '/admin/people', { ...PERSON, email: PEOPLE.hr.email }, ['Jemanden mit dieser Adresse gibt es schon.']],
  [
    'admin',
    '/admin/tokens',
    { email: PEOPLE.hr.email, expiresInDays: '0' },
    ['darf nicht kleiner sein als 1', 'darf nicht leer sein'],
  ],
  [
    'admin',
    '/admin/trainings',
    { ...SESSION, timeZone: 'Mars', startsAt: '2020-01-01T10:00', endsAt: '' },
    ['muss eine Zeitzone sein, wie Europe/Berlin'],
  ],
  [
    'admin',
    '/admin/trainings',
    { ...SESSION, startsAt: '2020-01-02T10:00', endsAt: '2020-01-01T10:00' },
    ['muss nach dem Beginn liegen', 'muss in der Zukunft liegen'],
  ],
  [
    'manager',
    '/absences',
    { from: '2020-01-02', to: '2020-01-03', deputy: 'ivan@example.com' },
    ['darf nicht schon vorbei sein'],
  ],
  [
    'manager',
    '/absences',
    { from: FUTURE_MONDAY, to: FUTURE_MONDAY, deputy: 'nobody@example.com' },
    ['ist hier niemandes Adresse'],
  ],
  [
    'it',
    '/inventory',
    { ...ITEM, tag: '?', currency: 'Euro' },
    ['darf aus Buchstaben', 'muss aus drei Großbuchstaben bestehen, wie EUR'],
  ],
  ['it', '/inventory', { ...ITEM, tag: 'L-1' }, ['Ein Stück L-1 gibt es schon.']],
  [
    'it',
    '/inventory/import',
    { pasted: `${COLUMNS}\nG-2,,27 "inch",1,EUR` },
    ['Zeile', 'hat ein Anführungszeichen mitten in einer Zelle'],
  ],
  [
    'it',
    '/inventory/import',
    { pasted: `${COLUMNS}\nG-2,,Monitor,1,EUR` },
    ['1 von 1 Zeilen stimmen nicht. Nichts wurde aufgenommen.', 'wird gebraucht'],
  ],
  [
    'hr',
    '/cohorts/new',
    { pasted: '{"rows": [{}]}' },
    ['1 von 1 Zeilen stimmen nicht. Nichts wurde begonnen.', 'employee', 'wird gebraucht'],
  ],
  ['hr', '/cohorts/new', { pasted: '{' }, ['Der Inhalt ist kein gültiges JSON.']],
  [
    'hr',
    '/cohorts/new',
    { pasted: 'who\nAda' },
    ['ist keine bekannte Spalte', 'fehlt: Jede Zeile braucht diese Spalte'],
  ],
];

test.each(REJECTED_FORMS)('errors for %s at %s are in German', async (role, path, form, expected) => {
  const { page } = await (await signInGerman(role)).send(path, form);
  const messages = page
    .querySelectorAll('.error, .problem, td, #preview')
    .map(({ text }) => text)
    .join('\n');
  for (const words of expected) expect(messages).toContain(words);
  expect(messages).not.toMatch(/\b(is|must|has|There|rows are)\b/);
});

test('missing approvers and own submissions are explained', async () => {
  const hilda = await signInGerman('hr');
  const formValues = { ...REQUEST, 'manager.email': PEOPLE.hr.email, 'manager.name': PEOPLE.hr.name };
  const rejected = await hilda.send('/onboardings/new', formValues);
  expect(rejected.page.querySelector('.problem')?.text).toContain(
    'braucht eine Entscheidung (Führungskraft), aber es gibt nur die Person, die einreicht, und niemand entscheidet',
  );
  const id = await api.submit('own@example.org', { manager: PEOPLE.manager });
  const own = await hilda.send(`/tasks/${id}/managerApproval`, { action: 'approve' });
  expect(own.page.querySelector('.problem')?.text).toContain('Über Ihren eigenen Antrag können Sie nicht entscheiden.');
});

test('an amendment with unknown values shows errors beside the fields', async () => {
  const id = await api.submit('amended@example.org', { manager: PEOPLE.manager });
  const form = { equipment: 'laptop-14, hovercraft', 'manager.email': 'nobody' };
  const hilda = await signInGerman('hr');
  const wrong = await hilda.send(`/onboardings/${id}/amend`, form);
  expect(wrong.page.querySelector('[id="manager.email-error"]')?.text).toBe('ist keine E-Mail-Adresse');
  const { page } = await hilda.send(`/onboardings/${id}/amend`, { equipment: form.equipment });
  expect(page.querySelector('#equipment-error')?.text).toBe('“hovercraft” ist kein Modell im Bestand');
});

test('our step errors are translated; those of other systems are not', async () => {
  const id = await api.submit('failed@example.org', { manager: PEOPLE.manager });
  const hilda = await signInGerman('hr');
  const openWithError = async (error: Reason) => {
    await changeStep(api, id, 'createAccounts', { status: 'failed', error });
    return (await hilda.open(`/tasks/${id}/createAccounts`)).page.querySelector('.problem')?.text;
  };
  expect(await openWithError(createReason('OutOfStock', { model: 'laptop-14' }))).toBe(
    'Was schiefgegangen ist: laptop-14 ist nicht auf Lager.',
  );
  const foreign = { code: 'DirectoryClosed', params: { message: 'The directory is closed.' } };
  expect(await openWithError(foreign)).toBe('Was schiefgegangen ist: The directory is closed.');
});

test('fields have the labels of the form, also without a form', () => {
  const error = new FirstdayError('invalid-request', undefined, [
    { field: 'employee.givenName', message: 'is required' },
  ]);
  const alert = parse(renderToString(ProblemAlert({ error, locale: 'de', isPartial: true })));
  expect(alert.querySelector('li')?.text).toBe('Vorname wird gebraucht');
  expect(alert.text).not.toContain('Some fields');
});

test('without a translation, the title is shown; English is unchanged', () => {
  const error = new FirstdayError('not-waiting', 'managerApproval is done');
  expect(translateError('de', error).detail).toBe('Darauf wartet gerade nichts.');
  expect(translateError('en', error)).toBe(error);
});

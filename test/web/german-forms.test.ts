import { parse } from 'node-html-parser';
import { renderToString } from 'preact-render-to-string';
import type { Role } from '../../src/domain/status';
import { createFieldError } from '../../src/domain/field-errors/field-error';
import { FirstdayError } from '../../src/lib/errors';
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
    ['Pflichtangabe', 'Geben Sie ein gültiges Datum ein (JJJJ-MM-TT)', 'Höchstens 100 Zeichen'],
  ],
  [
    'hr',
    '/onboardings/new/preview',
    { 'employee.personalEmail': 'ada' },
    ['Private E-Mail-Adresse: Geben Sie eine gültige E-Mail-Adresse ein'],
  ],
  ['admin', '/admin/people', { ...PERSON, email: 'omar' }, ['Geben Sie eine gültige E-Mail-Adresse ein']],
  [
    'admin',
    '/admin/people',
    { ...PERSON, email: PEOPLE.hr.email },
    ['Eine Person mit dieser E-Mail-Adresse gibt es bereits.'],
  ],
  [
    'admin',
    '/admin/tokens',
    { email: PEOPLE.hr.email, expiresInDays: '0' },
    ['Mindestens 1', 'Mindestens ein Eintrag ist erforderlich'],
  ],
  [
    'admin',
    '/admin/trainings',
    { ...SESSION, timeZone: 'Mars', startsAt: '2020-01-01T10:00', endsAt: '' },
    ['Geben Sie eine Zeitzone ein, zum Beispiel Europe/Berlin'],
  ],
  [
    'admin',
    '/admin/trainings',
    { ...SESSION, startsAt: '2020-01-02T10:00', endsAt: '2020-01-01T10:00' },
    ['Muss nach dem Beginn liegen', 'Muss in der Zukunft liegen'],
  ],
  [
    'manager',
    '/absences',
    { from: '2020-01-02', to: '2020-01-03', deputy: 'ivan@example.com' },
    ['Darf nicht in der Vergangenheit liegen'],
  ],
  [
    'manager',
    '/absences',
    { from: FUTURE_MONDAY, to: FUTURE_MONDAY, deputy: 'nobody@example.com' },
    ['Nicht unter „Personen“ eingetragen'],
  ],
  [
    'it',
    '/inventory',
    { ...ITEM, tag: '?', currency: 'Euro' },
    ['Verwenden Sie nur Buchstaben', 'Geben Sie einen Währungscode aus drei Großbuchstaben ein, zum Beispiel EUR'],
  ],
  ['it', '/inventory', { ...ITEM, tag: 'L-1' }, ['Einen Gegenstand mit dem Kennzeichen L-1 gibt es bereits.']],
  [
    'it',
    '/inventory/import',
    { pasted: `${COLUMNS}\nG-2,,27 "inch",1,EUR` },
    ['Zeile', 'Eine Zelle mit Anführungszeichen muss selbst in Anführungszeichen stehen'],
  ],
  [
    'it',
    '/inventory/import',
    { pasted: `${COLUMNS}\nG-2,,Monitor,1,EUR` },
    ['1 von 1 Zeile ungültig. Es wurde nichts hinzugefügt.', 'Pflichtangabe'],
  ],
  [
    'hr',
    '/cohorts/new',
    { pasted: '{"rows": [{}]}' },
    ['1 von 1 Zeile ungültig. Es wurde nichts gestartet.', 'employee', 'Pflichtangabe'],
  ],
  ['hr', '/cohorts/new', { pasted: '{' }, ['Der Inhalt ist kein gültiges JSON.']],
  ['hr', '/cohorts/new', { pasted: 'who\nAda' }, ['Unbekannte Spalte', 'Spalte fehlt']],
];

test.each(REJECTED_FORMS)('errors for %s at %s are in German', async (role, path, form, expected) => {
  const { page } = await (await signInGerman(role)).send(path, form);
  const messages = page
    .querySelectorAll('.error, .problem, td, #preview')
    .map(({ text }) => text)
    .join('\n');
  for (const words of expected) expect(messages).toContain(words);
  expect(messages).not.toMatch(/\b(is|must|Must|Enter|Required|rows are)\b/);
});

test('missing approvers and own submissions are explained', async () => {
  const hilda = await signInGerman('hr');
  const formValues = { ...REQUEST, 'manager.email': PEOPLE.hr.email, 'manager.name': PEOPLE.hr.name };
  const rejected = await hilda.send('/onboardings/new', formValues);
  expect(rejected.page.querySelector('.problem')?.text).toContain(
    'Für „Genehmigung durch Führungskraft“ kommt niemand infrage (die Führungskraft). Die einzige mögliche Person reicht',
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
  expect(wrong.page.querySelector('[id="manager.email-error"]')?.text).toBe(
    'Geben Sie eine gültige E-Mail-Adresse ein',
  );
  const { page } = await hilda.send(`/onboardings/${id}/amend`, { equipment: form.equipment });
  expect(page.querySelector('#equipment-error')?.text).toBe('“hovercraft”: Nicht im Bestand');
});

test('our step errors are translated; those of other systems are not', async () => {
  const id = await api.submit('failed@example.org', { manager: PEOPLE.manager });
  const hilda = await signInGerman('hr');
  const openWithError = async (error: Reason) => {
    await changeStep(api, id, 'claimUsername', { status: 'failed', error });
    return (await hilda.open(`/tasks/${id}/claimUsername`)).page.querySelector('.problem p')?.text;
  };
  expect(await openWithError(createReason('OutOfStock', { missing: ['laptop-14'] }))).toBe(
    'Fehler: Nicht auf Lager: 1 × laptop-14.',
  );
  const foreign = { code: 'DirectoryClosed', params: { message: 'The directory is closed.' } };
  expect(await openWithError(foreign)).toBe('Fehler: The directory is closed.');
});

test('fields have the labels of the form, also without a form', () => {
  const error = new FirstdayError('invalid-request', undefined, [
    createFieldError('employee.givenName', 'required', {}),
  ]);
  const alert = parse(renderToString(ProblemAlert({ error, locale: 'de', isPartial: true })));
  expect(alert.querySelector('li')?.text).toBe('Vorname: Pflichtangabe');
  expect(alert.text).not.toContain('Some fields');
});

test('a German page shows the plan in German: titles, assignees, times and conditions', async () => {
  const { page } = await (await signInGerman('admin')).open('/admin/plans/standard');
  expect(page.querySelector('h1')?.text).toBe('Standard-Onboarding');
  const rows = page.querySelectorAll('tbody tr').map((row) => row.text);
  expect(rows.join('\n')).toMatch(/Ausstattung versenden.*IT.*2 Arbeitstage vor dem ersten Tag.*Remote-Arbeit/);
  expect(rows.join('\n')).not.toMatch(/equipment|manager|day/i);
});

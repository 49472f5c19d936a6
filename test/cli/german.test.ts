import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { detectLocale } from '../../src/cli/detect-locale';
import { EXIT } from '../../src/cli/exit';
import { TestApi, getToken } from '../api/support/test-api';
import { runFirstday } from './support';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

const runInGerman = (...args: string[]) =>
  runFirstday(args, { url: api.url, token: getToken('hr'), language: 'de_DE.UTF-8' });

test('outputs, dates and notes are German', async () => {
  const id = await api.submit('ada@example.org');
  const list = await runInGerman('list', '--limit', '1');
  expect(list.out).toMatch(/^ID +NEUZUGANG +PLAN +STATUS +BEREITSCHAFT +EINTRITTSDATUM\n/);
  expect(list.out).toMatch(new RegExp(`^${id} .* \\d\\d\\.\\d\\d\\.\\d{4}$`, 'm'));
  const { out } = await runInGerman('show', id);
  expect(out).toMatch(/^managerApproval .* zugewiesen an Grace Hopper$/m);
  expect(out).toMatch(/^createAccounts-email .* ab \d\d\.\d\d\.\d{4}, \d\d:\d\d {2}/m);
  expect(out).toMatch(/ · eingereicht am \d\d\.\d\d\.\d{4}, \d\d:\d\d von .* · Zeiten in \S+\n/);
});

test('help is German, headings included', async () => {
  const { code, out } = await runInGerman('absence', 'add', '--help');
  expect(code).toBe(EXIT.ok);
  for (const heading of ['Aufruf:', 'Optionen:', 'Globale Optionen:']) expect(out).toContain(heading);
  expect(out).toMatch(/--deputy <email> +E-Mail-Adresse der Vertretung/);
});

test('errors of the command line are German', async () => {
  const usage = await runInGerman('amend', 'some-id');
  expect(usage).toMatchObject({ code: EXIT.usage, err: expect.stringMatching(/^Keine Änderung angegeben/) });
  const forged = await runFirstday(['list'], { url: api.url, token: 'forged', language: 'de' });
  expect(forged.err).toMatch(/^Geben Sie mit --token oder FIRSTDAY_TOKEN ein Token an\./m);
});

test.each([
  [['sumbit', 'x.json'], 'Den Befehl „sumbit“ gibt es nicht.\nMeinten Sie submit?'],
  [['list', '--colour'], 'Die Option „--colour“ gibt es nicht.'],
  [['list', '--depratment', 'IT'], 'Die Option „--depratment“ gibt es nicht.\nMeinten Sie --department?'],
  [['show'], 'Argument fehlt: id'],
  [['show', 'one', 'two'], 'Zu viele Argumente: 2 statt 1.'],
  [['list', '--status'], 'Wert fehlt: --status <status>'],
  [['rollback', 'some-id'], 'Option fehlt: --reason <text>'],
  [['cohort', 'template', '--separator', '|'], '--separator <separator>: „|“ ist ungültig. Möglich sind: ,, ;'],
  [
    ['tokens', 'create', 'a@example.com', '--role', 'boss'],
    '--role <role>: „boss“ ist ungültig. Möglich sind: hr, manager, it, finance, admin.',
  ],
])('%j: invalid usage is described in German', async (args, message) => {
  expect(await runInGerman(...args)).toEqual({
    code: EXIT.usage,
    out: '',
    err: `${message}\nHilfe zum Aufruf: --help\n`,
  });
});

test('the API is asked for German, and with --json for English', async () => {
  const languages: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    languages.push(request.headers['accept-language']);
    response.end('{"items":[]}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const { out } = await runFirstday(['tasks'], { url, language: 'de_DE' });
  await runFirstday(['tasks', '--json'], { url, language: 'de_DE' });
  server.close();
  expect(out).toBe('Keine ausstehenden Genehmigungen oder Aufgaben.\n');
  expect(languages).toEqual(['de', 'en']);
});

test('errors in JSON have a code and the same words in every language', async () => {
  const { err } = await runInGerman('submit', __filename, '--json');
  expect(JSON.parse(err)).toEqual({ code: 'invalid-json-file', title: expect.stringMatching(/ is not valid JSON: /) });
});

test.each([
  [{ LANG: 'de_AT.UTF-8' }, 'de'],
  [{ LANG: 'en_GB.UTF-8', LC_MESSAGES: 'de' }, 'de'],
  [{ LANG: 'de_DE', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'fr_FR' }, 'en'],
  [{ LANG: 'den' }, 'en'],
  [{}, 'en'],
])('%j is read as %s', (env, locale) => {
  expect(detectLocale(env)).toBe(locale);
});

import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXIT } from '../../src/cli/exit';
import { runCommandLine } from '../../src/cli/program';
import type { SimulationResult } from '../../src/simulation/simulation-result';
import { getDateInDays, createSimulationRequest } from '../simulation/support';
import { createTestTerminal } from './support';

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'firstday-simulate-'));
  file = path.join(folder, 'request.json');
  writeFileSync(
    file,
    JSON.stringify(createSimulationRequest({ startDate: getDateInDays(60), equipment: ['laptop-14'] })),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function simulate(...args: string[]) {
  const { terminal, written } = createTestTerminal({ TEMPORAL_TEST_SERVER: process.env.TEMPORAL_TEST_SERVER });
  return { code: await runCommandLine(['simulate', ...args], terminal), ...written };
}

test('the simulated events are printed line by line', async () => {
  const { code, out, err } = await simulate('standard', '--for', file);
  expect(code).toBe(EXIT.ok);
  expect(err).toBe('Starting the simulation …\n');
  expect(out).toMatch(/^standard · starts \d+ \w+ \d{4} · berlin · times in Europe\/Berlin$/m);
  expect(out).toMatch(/^\w{3} \d+ \w+ \d{4}, [\d:]+ +Manager approval +approved +Grace Murray$/im);
  expect(out).toMatch(/^\w{3} \d+ \w+ \d{4}, 07:00 +Activate accounts +done$/im);
  expect(out).toMatch(/^Status +completed$/im);
  expect(out).toMatch(/^Readiness +on track from /im);
});

test('warns of what the sample company does not have', async () => {
  const short = path.join(folder, 'short.json');
  const request = createSimulationRequest({
    startDate: getDateInDays(60),
    equipment: Array<string>(9).fill('laptop-16'),
  });
  writeFileSync(short, JSON.stringify({ ...request, job: { ...request.job, remote: true } }));
  const { out } = await simulate('standard', '--for', short);
  expect(out).toMatch(/^Warning: Not enough in stock: 9 × laptop-16 needed, 8 left/m);
  expect(out).toMatch(/^Warning: .*address/m);
});

test('an end other than completed has its own exit code, and lists undone steps', async () => {
  const { code, out, err } = await simulate('standard', '--for', file, '--fail', 'createAccounts:Refused');
  expect(code).toBe(EXIT.notCompleted);
  expect(out).toMatch(
    /^\w{3} \d+ \w+ \d{4}, [\d:]+ +Create account: E-mail +failed +Ivo Tamm +Refused, as --fail createAccounts-email wants it$/im,
  );
  expect(out).toMatch(/^Undone +.*Reserve username/m);
  expect(err).toMatch(/would not be completed\. Status: rolled back/i);
});

test('--json prints JSON', async () => {
  const { code, out } = await simulate('contractor', '--for', file, '--decline', 'managerApproval', '--json');
  expect(code).toBe(EXIT.notCompleted);
  const { view, readiness } = JSON.parse(out) as SimulationResult;
  expect(view).toMatchObject({ plan: 'contractor', status: 'declined' });
  expect(readiness).toHaveLength(1);
});

test('an unknown plan is rejected with the known ones', async () => {
  const { code, err } = await simulate('nope');
  expect(code).toBe(EXIT.rejected);
  expect(err).toMatch(/There is no plan “nope”\. Available: .*standard/);
});

test('every impossible override is reported', async () => {
  const overrides = ['--fail', 'nope', '--fail', 'managerApproval', '--decline', 'claimUsername'];
  const { code, err } = await simulate('standard', '--for', file, ...overrides, '--no-answer', 'shipEquipment');
  expect(code).toBe(EXIT.rejected);
  expect(err).toMatch(/--fail nope +Not a step of this plan/);
  expect(err).toMatch(/--fail managerApproval +Not an activity/);
  expect(err).toMatch(/--decline claimUsername +Not an approval/);
  expect(err).toMatch(/--no-answer shipEquipment +Skipped for this request: Only if the new hire works remotely/);
});

test.each([
  ['a missing request', [], /Pass a file with --for/],
  ['a past start date', ['--start-date', '2020-01-01'], /startDate +Must not be in the past/],
  ['a submission in the past', ['--now', '2020-01-01T09:00:00Z'], /--now +Must not be in the past/],
  ['a submission at no time', ['--now', 'soon'], /--now +Enter a date with time/],
])('%s is rejected before the start', async (_what, args, message) => {
  const requestArgs = args.length === 0 ? [] : ['--for', file];
  const { code, err } = await simulate('standard', ...requestArgs, ...args);
  expect(code).toBe(EXIT.rejected);
  expect(err).toMatch(message);
  expect(err).not.toContain('Starting');
});

test('a missing server is reported with a hint', async () => {
  const { terminal, written } = createTestTerminal({ TEMPORAL_TEST_SERVER: path.join(folder, 'none') });
  expect(await runCommandLine(['simulate', 'standard', '--for', file], terminal)).toBe(EXIT.unexpected);
  expect(written.err).toMatch(/TEMPORAL_TEST_SERVER is .*none, but there is no such file\. Set it to/);
});

function write(name: string, text: string): string {
  const written = path.join(folder, name);
  writeFileSync(written, text);
  return written;
}

const SMALL_COMPANY = `
name: Small
currency: EUR
locations:
  rome: { title: Rome, timeZone: Europe/Rome, country: IT, startTime: '08:00' }
systems:
  mail: { title: Post, owner: it }
profiles:
  everyone: { title: Everyone, accounts: [{ system: mail }], equipment: [laptop-14] }
`;

test('the settings of another company replace those of the sample', async () => {
  const request = createSimulationRequest({ startDate: getDateInDays(60) });
  const inRome = write('rome.json', JSON.stringify({ ...request, job: { ...request.job, location: 'rome' } }));
  const company = write('small.yaml', SMALL_COMPANY);
  const { code, out } = await simulate('standard', '--for', inRome, '--company', company, '--json');
  expect(code).toBe(EXIT.ok);
  const { view } = JSON.parse(out) as SimulationResult;
  expect(view.access?.accounts).toMatchObject([{ system: 'mail', title: 'Post' }]);
  expect(view.access?.equipment).toEqual(['laptop-14']);
  expect(view.timeZone).toBe('Europe/Rome');
  const { code: rejected, err } = await simulate('standard', '--for', file, '--company', company);
  expect(rejected).toBe(EXIT.rejected);
  expect(err).toMatch(/job\.location +.*rome/);
});

test.each([
  ['a fault of the settings', 'name: Small\ncurrency: Lira\n', EXIT.rejected, /company\.currency +/],
  ['a file without settings', '- a\n', EXIT.usage, /settings/],
])('%s is named before the start', async (_what, text, exit, message) => {
  const { code, err } = await simulate('standard', '--for', file, '--company', write('faulty.yaml', text));
  expect(code).toBe(exit);
  expect(err).toMatch(message);
  expect(err).not.toContain('Starting');
});

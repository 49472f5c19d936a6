import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { stringify } from 'yaml';
import { EXIT } from '../../src/cli/exit';
import type { PlanPreview } from '../../src/cli/api-responses';
import { companySettingsSchema } from '../../src/company/settings';
import { createRequestFor, FUTURE_MONDAY, getToken, TestApi } from '../api/support/test-api';
import { buildThreeOffices, countBack, HIRES } from '../support/three-offices';
import { runFirstday } from './support';

const SETTINGS = buildThreeOffices(FUTURE_MONDAY);
/** Business days from the assignment of equipment to the first day, by plan. */
const LEAD_DAYS: Record<string, number> = { standard: 10, intern: 5 };

let api: TestApi;
let folder: string;
beforeAll(async () => {
  api = await TestApi.start();
  folder = mkdtempSync(join(tmpdir(), 'firstday-offices-'));
  for (const model of ['laptop-16', 'monitor-27', 'phone']) {
    const body = { model, title: model, tag: `${model}-1`, priceCents: 10_000, currency: 'EUR' };
    expect((await api.call('POST', '/inventory', { as: 'it', body })).status).toBe(201);
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await api.close();
});

const run = (...args: string[]) => runFirstday(args, { url: api.url, token: getToken('hr'), language: 'en' });

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('a company with three offices and five profiles is set up by one file', async () => {
  const file = write('company.yaml', stringify(SETTINGS));
  expect((await run('company', 'diff', file)).code).toBe(EXIT.ok);
  const { code, out, err } = await run('company', 'apply', file, '--note', 'Ours');
  expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
  expect(out).toMatch(/^Saved as version 2\./m);
  const exported = JSON.parse((await run('company', 'export', '--json')).out) as object;
  expect(exported).toEqual({ version: 2, ...companySettingsSchema.parse(SETTINGS) });
});

test.each(Object.entries(HIRES))(
  'the hire of the profile %s gets its access and the calendar of the office',
  async (profile, hire) => {
    const { job, accounts, equipment, trainings } = hire;
    const request = createRequestFor(`${profile}@example.org`, { job: { title: 'Colleague', ...job } });
    const file = write(`${profile}.json`, JSON.stringify(request));
    const readable = await run('plan', '--for', file);
    expect(readable).toMatchObject({ code: EXIT.ok, err: '' });
    expect(readable.out).toContain(accounts);

    const preview = JSON.parse((await run('plan', '--for', file, '--json')).out) as PlanPreview;
    expect(preview.access.profiles.map(({ code }) => code)).toContain(profile);
    expect(preview.access).toMatchObject({ equipment, trainings });
    expect(preview.cost.currency).toBe('CHF');

    const office = SETTINGS.locations[job.location as keyof typeof SETTINGS.locations];
    const startTime = 'startTime' in office ? office.startTime : '09:00';
    const toLocal = (instant?: string) =>
      DateTime.fromISO(instant ?? '', { zone: office.timeZone }).toFormat('yyyy-LL-dd HH:mm');
    expect(toLocal(preview.dayOne.startsAt)).toBe(`${FUTURE_MONDAY} ${startTime}`);
    const assignment = preview.steps.find(({ id }) => id === 'assignEquipment');
    expect(toLocal(assignment?.startAt)).toBe(
      `${countBack(office, FUTURE_MONDAY, LEAD_DAYS[preview.plan] ?? 0)} ${startTime}`,
    );
  },
);

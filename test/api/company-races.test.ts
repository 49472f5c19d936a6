import type { CompanySettings } from '../../src/company/settings';
import { createRequestFor, TestApi } from './support/test-api';

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

interface CompanyBody {
  version: number;
  settings: CompanySettings;
}

const getCompany = async () => (await api.call('GET', '/company')).body as unknown as CompanyBody;

const put = (settings: object, version: number) =>
  api.call('PUT', '/company', { body: { settings }, headers: { 'If-Match': `"${String(version)}"` } });

const ROUNDS = 12;

test('whoever saves at the same time, in whatever order: one wins, the others are told, no version is lost', async () => {
  const { settings } = await getCompany();
  const winners: string[] = [];
  for (let version = 1; version <= ROUNDS; version += 1) {
    const names = Array.from(
      { length: 2 + (version % 5) },
      (_, index) => `Company ${String(version)}.${String(index)}`,
    );
    const responses = await Promise.all(
      names.map(async (name, index) => {
        for (let reads = 0; reads < (index * version) % 4; reads += 1) await getCompany();
        return put({ ...settings, name }, version);
      }),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([200, ...names.slice(1).map(() => 412)]);
    winners.push(names[responses.findIndex(({ status }) => status === 200)] ?? '');
  }
  const { items } = (await api.call('GET', '/company/versions?limit=100')).body;
  expect(items?.map(({ version }) => version)).toEqual(Array.from({ length: ROUNDS + 1 }, (_, i) => ROUNDS + 1 - i));
  for (const [index, name] of winners.entries()) {
    const { body } = await api.call('GET', `/company/versions/${String(index + 2)}`);
    expect(body.settings).toMatchObject({ name });
  }
});

const SITES = 60;
const { job: JOB } = createRequestFor('x@example.org');

test('a request and the removal of its location at the same time: either the one or the other', async () => {
  const { settings } = await getCompany();
  const codes = Array.from({ length: SITES }, (_, index) => `site-${String(index)}`);
  const site = { title: 'Site', timeZone: 'Europe/Berlin', country: 'DE' };
  const sites = Object.fromEntries(codes.map((code) => [code, site]));
  await put({ ...settings, locations: { ...settings.locations, ...sites } }, 1);
  const outcomes: string[] = [];
  for (const code of codes) {
    const current = await getCompany();
    const others = Object.entries(current.settings.locations).filter(([name]) => name !== code);
    const body = createRequestFor(`${code}@example.org`, { job: { ...JOB, location: code } });
    const [submitted, removed] = await Promise.all([
      api.call('POST', '/onboardings', { body }),
      put({ ...current.settings, locations: Object.fromEntries(others) }, current.version),
    ]);
    if (submitted.status === 400) expect(submitted.body).toMatchObject({ errors: [{ field: 'job.location' }] });
    if (removed.status === 400) expect(removed.body).toMatchObject({ errors: [{ code: 'location.in-use' }] });
    outcomes.push(`${String(submitted.status)} ${String(removed.status)}`);
  }
  expect(outcomes.filter((outcome) => !['202 400', '400 200'].includes(outcome))).toEqual([]);
  const { locations } = (await getCompany()).settings;
  const open = await api.testDb.database.selectFrom('onboardings').select('location').execute();
  expect(open.filter(({ location }) => !Object.hasOwn(locations, location))).toEqual([]);
});

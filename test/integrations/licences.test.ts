import { randomUUID } from 'node:crypto';
import type { Directory } from '../../src/integrations/directory/directory';
import { createEmbeddedDirectory } from '../../src/integrations/directory/embedded-directory';
import { countTakenLicences } from '../../src/database/licences';
import { saveSettings } from '../support/sample-company';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

const LICENCE = { system: 'crm', licence: 'pro' };

let testDb: TestDatabase;
let directory: Directory;
beforeAll(async () => {
  testDb = await createTestDatabase();
  directory = createEmbeddedDirectory(testDb.database);
  await setSeats(2);
});
afterAll(() => testDb.close());

const setSeats = (seats: number) =>
  saveSettings(testDb.database, ({ systems, ...settings }) => ({
    ...settings,
    systems: { ...systems, crm: { title: 'CRM', owner: 'it', licences: { pro: { title: 'Pro', seats } } } },
  }));

const countTaken = async () => (await countTakenLicences(testDb.database)).get('crm/pro') ?? 0;

/** Creates accounts in two systems, of which one needs the licence. */
async function createHire(): Promise<string> {
  const onboardingId = randomUUID();
  const owner = { onboardingId, name: { givenName: 'Lea', familyName: 'Licence' }, email: 'lea@example.org' };
  const username = await directory.claimUsername({ key: `${onboardingId}/claim`, ...owner });
  for (const system of ['email', 'crm'])
    await directory.createAccount({ key: `${onboardingId}/${system}`, onboardingId, username, system, groups: [] });
  return onboardingId;
}

const activate = (onboardingId: string) =>
  directory.activate({ key: `${onboardingId}/activate`, onboardingId, licences: [LICENCE] });

test('no licence is taken twice under concurrency; without one, no account of the hire becomes active', async () => {
  const hires = await Promise.all(Array.from({ length: 8 }, createHire));
  const outcomes = await Promise.allSettled(hires.map(activate));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await countTaken()).toBe(2);
  const losers = hires.filter((_id, index) => outcomes[index]?.status === 'rejected');
  for (const [index, outcome] of outcomes.entries())
    if (outcome.status === 'rejected')
      expect([index, outcome.reason]).toEqual([
        index,
        expect.objectContaining({ type: 'NoLicence', permanent: true, params: { ...LICENCE, seats: 2 } }),
      ]);
  for (const id of losers)
    expect((await directory.listAccounts(id)).map(({ active, licence }) => [active, licence])).toEqual([
      [false, undefined],
      [false, undefined],
    ]);

  const [winner = '', loser = ''] = [hires.find((id) => !losers.includes(id)), losers[0]];
  await activate(winner);
  expect(await countTaken()).toBe(2);
  await directory.deactivate(`${winner}/activate`);
  expect(await countTaken()).toBe(1);
  await activate(loser);
  expect(await directory.listAccounts(loser)).toMatchObject([
    { system: 'crm', active: true, licence: 'pro' },
    { system: 'email', active: true },
  ]);
});

test('seats that were added in the settings can be taken at once; removed ones leave those who have theirs', async () => {
  await setSeats((await countTaken()) + 1);
  const [first, second] = [await createHire(), await createHire()];
  await activate(first);
  await expect(activate(second)).rejects.toMatchObject({ type: 'NoLicence' });
  await setSeats(0);
  await activate(first);
  expect((await directory.listAccounts(first))[0]).toMatchObject({ active: true, licence: 'pro' });
});

test('a licence that the settings no longer have cannot be taken', async () => {
  await saveSettings(testDb.database, ({ systems, ...settings }) => ({
    ...settings,
    systems: { ...systems, crm: { title: 'CRM', owner: 'it' } },
  }));
  await expect(activate(await createHire())).rejects.toMatchObject({ params: { ...LICENCE, seats: 0 } });
});

test('an account that is removed returns its licence', async () => {
  await setSeats((await countTaken()) + 1);
  const id = await createHire();
  await activate(id);
  const before = await countTaken();
  await directory.removeAccount(`${id}/crm`);
  expect(await countTaken()).toBe(before - 1);
});

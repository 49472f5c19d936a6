import { randomUUID } from 'node:crypto';
import type { LicenceRef } from '../../src/domain/demand';
import { createEmbeddedDirectory } from '../../src/integrations/directory/embedded-directory';
import { deriveUsername, findFreeUsername } from '../../src/integrations/directory/username';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
beforeAll(async () => void (testDb = await createTestDatabase()));
afterAll(() => testDb.close());

const createOwner = (given: string, family: string) => ({
  key: randomUUID(),
  onboardingId: randomUUID(),
  name: { givenName: given, familyName: family },
  email: 'someone@example.org',
});
type Owner = ReturnType<typeof createOwner>;

/** Claims the username and creates an account in each system, each under a key of its own. */
async function createAccounts(owner: Owner, systems = ['email', 'chat']): Promise<string> {
  const directory = createEmbeddedDirectory(testDb.database);
  const username = await directory.claimUsername(owner);
  for (const system of systems) await directory.createAccount(describeAccount(owner, username, system));
  return username;
}

const describeAccount = ({ key, onboardingId }: Owner, username: string, system: string, groups: string[] = []) => ({
  ...{ key: `${key}/${system}`, onboardingId, username, system, groups },
});

/** Undoes `createAccounts` in the order of a rollback. */
async function removeAccounts({ key }: Owner, systems = ['email', 'chat']): Promise<void> {
  const directory = createEmbeddedDirectory(testDb.database);
  for (const system of systems) await directory.removeAccount(`${key}/${system}`);
  await directory.releaseUsername(key);
}

const activate = ({ onboardingId }: Owner, key: string, licences: LicenceRef[] = []) =>
  createEmbeddedDirectory(testDb.database).activate({ key, onboardingId, licences });

describe('usernames', () => {
  it.each([
    ['Ada', 'Lovelace', undefined, 'ada.lovelace'],
    ['Robert', 'Smith', 'Bob', 'bob.smith'],
    ['Jürgen', 'Groß', undefined, 'juergen.gross'],
    ['Ju\u0308rgen', 'Öztürk', undefined, 'juergen.oeztuerk'],
    ['Łukasz', 'Żółć', undefined, 'lukasz.zolc'],
    ['Anna Maria', "O'Brien", undefined, 'anna-maria.obrien'],
    ['José', 'de la Cruz', undefined, 'jose.de-la-cruz'],
    ['伟', '张', undefined, 'wei.zhang'],
    ['👩‍💻', 'Miller', undefined, 'miller'],
    ['🙂', '🙃', undefined, 'user'],
    ['Ada', 'Lovelace', '🙂', 'ada.lovelace'],
    ['7', 'of 9', undefined, 'user.7.of-9'],
  ])('%s %s (%s) is %s', (given, family, preferred, username) => {
    expect(deriveUsername({ givenName: given, familyName: family, preferredName: preferred })).toBe(username);
  });

  it.each([
    ['Suharto', undefined, 'suharto'],
    ['李', undefined, 'li'],
  ])('of one name, %s', (givenName, preferredName, username) => {
    expect(deriveUsername({ givenName, preferredName })).toBe(username);
  });

  it.each(['admin', 'root', 'postmaster', 'no-reply'])('are never %s', (reserved) => {
    expect(findFreeUsername(reserved, new Set())).toBe(`${reserved}2`);
    expect(findFreeUsername(reserved, new Set([`${reserved}2`]))).toBe(`${reserved}3`);
  });

  it.each([
    'محمد',
    '田中太郎',
    'Ελένη',
    'ชัยวัฒน์',
    '..',
    '-',
    '\u200b',
    'x'.repeat(100),
    'ß'.repeat(100),
    '4 bcdefghijklmnopqrstu wxyz',
    '9'.repeat(100),
  ])('of %s are valid', (name) => {
    expect(deriveUsername({ givenName: name, familyName: name })).toMatch(/^(?=.{1,28}$)[a-z]([a-z0-9.-]*[a-z0-9])?$/);
  });
});

it('are unique for 200 people of one name, twenty at a time', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const names: string[] = [];
  const claimTenSequentially = async () => {
    for (let count = 0; count < 10; count++) names.push(await directory.claimUsername(createOwner('Maria', 'López')));
  };
  await Promise.all(Array.from({ length: 20 }, claimTenSequentially));
  const expected = ['maria.lopez', ...Array.from({ length: 199 }, (_, index) => `maria.lopez${index + 2}`)].sort();
  expect(names.sort()).toEqual(expected);
});

it('accounts start disabled; only the activating key deactivates them', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const owner = createOwner('Grace', 'Hopper');
  await createAccounts(owner);
  const listStates = async () =>
    (await directory.listAccounts(owner.onboardingId)).map(({ system, active }) => [system, active]);
  expect(await listStates()).toEqual([
    ['chat', false],
    ['email', false],
  ]);
  expect(await activate(owner, 'first')).toEqual({ username: 'grace.hopper', activated: ['chat', 'email'] });
  await activate(owner, 'second');
  await directory.deactivate('second');
  expect((await listStates()).every(([, active]) => active)).toBe(true);
  await directory.deactivate('first');
  expect((await listStates()).some(([, active]) => active)).toBe(false);
});

it('activation without accounts fails', async () => {
  await expect(activate(createOwner('No', 'Body'), 'key')).rejects.toMatchObject({
    ...{ type: 'NoAccounts', permanent: true },
  });
});

it('an account needs a username of its own onboarding', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const [owner, stranger] = [createOwner('Rosa', 'Parks'), createOwner('Some', 'Stranger')];
  const username = await directory.claimUsername(owner);
  const creating = directory.createAccount(describeAccount(stranger, username, 'email'));
  await expect(creating).rejects.toMatchObject({ type: 'NoUsername', permanent: true });
  expect(await directory.listAccounts(stranger.onboardingId)).toEqual([]);
});

it('once active, accounts are disabled and not deleted; names stay taken', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const leaver = createOwner('Alan', 'Turing');
  await createAccounts(leaver);
  await activate(leaver, 'day-one');
  await directory.deactivate('day-one');
  await removeAccounts(leaver);
  expect(await directory.listAccounts(leaver.onboardingId)).toMatchObject([
    { system: 'chat', username: 'alan.turing', active: false },
    { system: 'email', username: 'alan.turing', active: false },
  ]);
  expect(await directory.claimUsername(createOwner('Alan', 'Turing'))).toBe('alan.turing2');
  await expect(activate(leaver, 'again')).rejects.toMatchObject({ type: 'NoAccounts' });
});

it('names of accounts that were never active are freed', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const owner = createOwner('Edsger', 'Dijkstra');
  await createAccounts(owner);
  await removeAccounts(owner);
  expect(await directory.listAccounts(owner.onboardingId)).toEqual([]);
  expect(await directory.claimUsername(createOwner('Edsger', 'Dijkstra'))).toBe('edsger.dijkstra');
});

it('an account of an earlier generation that was kept is used again', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const owner = createOwner('Again', 'Andagain');
  const username = await createAccounts(owner, ['email']);
  await activate(owner, 'used');
  await directory.removeAccount(`${owner.key}/email`);
  const second = { ...describeAccount(owner, username, 'email', ['all']), key: `${owner.key}/email/2` };
  expect(await directory.createAccount(second)).toMatchObject({ username, groups: ['all'], active: false });
  await directory.removeAccount(`${owner.key}/email`);
  expect(await directory.listAccounts(owner.onboardingId)).toHaveLength(1);
});

it('the same key yields the same username and account, also concurrently', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const owner = createOwner('Barbara', 'Liskov');
  const usernames = await Promise.all(Array.from({ length: 8 }, () => directory.claimUsername(owner)));
  expect(new Set(usernames)).toEqual(new Set(['barbara.liskov']));
  const account = describeAccount(owner, 'barbara.liskov', 'email');
  await Promise.all(Array.from({ length: 8 }, () => directory.createAccount(account)));
  expect(await directory.listAccounts(owner.onboardingId)).toHaveLength(1);
});

describe('updating', () => {
  const read = async ({ onboardingId }: { onboardingId: string }) =>
    (
      await testDb.pool.query<{ username: string; display_name: string; contact_email: string; system: string }>(
        `select username, display_name, contact_email, system from usernames join accounts using (username)
         where usernames.onboarding_id = $1 order by system`,
        [onboardingId],
      )
    ).rows;
  const correct = (owner: Owner) => ({
    ...owner,
    name: { givenName: 'Corrected', familyName: owner.name.familyName },
    email: 'corrected@example.org',
  });

  it('corrects name, address and username of accounts that were never active', async () => {
    const directory = createEmbeddedDirectory(testDb.database);
    const owner = createOwner('Correkted', 'Smythe');
    await createAccounts(owner);
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await directory.updateOwner(correct(owner))).toBe('corrected.smythe');
    const names = { display_name: 'Corrected Smythe', contact_email: 'corrected@example.org' };
    expect(await read(owner)).toMatchObject([
      { username: 'corrected.smythe', system: 'chat', ...names },
      { username: 'corrected.smythe', system: 'email', ...names },
    ]);
    await removeAccounts(owner);
    expect(await read(owner)).toEqual([]);
  });

  it('changes the groups of one account, under the name that it has by then', async () => {
    const directory = createEmbeddedDirectory(testDb.database);
    const owner = createOwner('Groupe', 'Smythe');
    const username = await createAccounts(owner);
    await directory.updateOwner(correct(owner));
    const changed = await directory.updateAccount(describeAccount(owner, username, 'chat', ['sales']));
    expect(changed).toEqual({ system: 'chat', username: 'corrected.smythe', groups: ['sales'], active: false });
    expect(await directory.listAccounts(owner.onboardingId)).toMatchObject([{ groups: ['sales'] }, { groups: [] }]);
  });

  it('keeps the username once an account was active, and a numbered one of the same name', async () => {
    const directory = createEmbeddedDirectory(testDb.database);
    const active = createOwner('Aktive', 'Smythe');
    await createAccounts(active);
    await activate(active, 'activation');
    expect(await directory.updateOwner(correct(active))).toBe('aktive.smythe');
    expect((await read(active))[0]).toMatchObject({ display_name: 'Corrected Smythe' });
    const second = createOwner('Aktive', 'Smythe');
    await createAccounts(second);
    expect(await directory.updateOwner({ ...second, email: 'other@example.org' })).toBe('aktive.smythe2');
  });

  it('fails if there is no username or no account', async () => {
    const directory = createEmbeddedDirectory(testDb.database);
    const owner = createOwner('No', 'Body');
    await expect(directory.updateOwner(owner)).rejects.toMatchObject({ type: 'NoUsername' });
    const updating = directory.updateAccount(describeAccount(owner, 'no.body', 'email'));
    await expect(updating).rejects.toMatchObject({ type: 'NoAccounts' });
  });
});

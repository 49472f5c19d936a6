import { randomUUID } from 'node:crypto';
import { createEmbeddedDirectory } from '../../src/integrations/directory/embedded-directory';
import { deriveUsername, findFreeUsername } from '../../src/integrations/directory/username';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
beforeAll(async () => void (testDb = await createTestDatabase()));
afterAll(() => testDb.close());

const createAccountsInput = (given: string, family: string, applications = ['email', 'chat']) => ({
  key: randomUUID(),
  onboardingId: randomUUID(),
  name: { givenName: given, familyName: family },
  email: 'someone@example.org',
  applications,
});

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
  const createTenSequentially = async () => {
    for (let count = 0; count < 10; count++)
      names.push((await directory.create(createAccountsInput('Maria', 'López'))).username);
  };
  await Promise.all(Array.from({ length: 20 }, createTenSequentially));
  const expected = ['maria.lopez', ...Array.from({ length: 199 }, (_, index) => `maria.lopez${index + 2}`)].sort();
  expect(names.sort()).toEqual(expected);
});

it('accounts start disabled; only the activating key deactivates them', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const someone = createAccountsInput('Grace', 'Hopper', ['chat', 'email', 'chat']);
  const { accounts } = await directory.create(someone);
  expect(accounts.map(({ application, active }) => [application, active])).toEqual([
    ['chat', false],
    ['email', false],
  ]);
  expect(await directory.activate(someone.onboardingId, 'first')).toEqual({
    username: 'grace.hopper',
    activated: ['chat', 'email'],
  });
  await directory.activate(someone.onboardingId, 'second');
  await directory.deactivate('second');
  expect((await directory.listAccounts(someone.onboardingId)).every(({ active }) => active)).toBe(true);
  await directory.deactivate('first');
  expect((await directory.listAccounts(someone.onboardingId)).some(({ active }) => active)).toBe(false);
});

it('activation without accounts fails', async () => {
  const activating = createEmbeddedDirectory(testDb.database).activate(randomUUID(), 'key');
  await expect(activating).rejects.toMatchObject({ type: 'NoAccounts', permanent: true });
});

it('once active, accounts are disabled and not deleted; names stay taken', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const leaver = createAccountsInput('Alan', 'Turing');
  await directory.create(leaver);
  await directory.activate(leaver.onboardingId, 'day-one');
  await directory.deactivate('day-one');
  await directory.remove(leaver.key);
  expect(await directory.listAccounts(leaver.onboardingId)).toEqual([
    { application: 'chat', username: 'alan.turing', active: false },
    { application: 'email', username: 'alan.turing', active: false },
  ]);
  expect((await directory.create(createAccountsInput('Alan', 'Turing'))).username).toBe('alan.turing2');
  await expect(directory.activate(leaver.onboardingId, 'again')).rejects.toMatchObject({ type: 'NoAccounts' });
});

it('names of accounts that were never active are freed', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const nobody = createAccountsInput('Edsger', 'Dijkstra');
  await directory.create(nobody);
  await directory.remove(nobody.key);
  expect(await directory.listAccounts(nobody.onboardingId)).toEqual([]);
  expect((await directory.create(createAccountsInput('Edsger', 'Dijkstra'))).username).toBe('edsger.dijkstra');
});

it('the same key yields the same accounts, also concurrently', async () => {
  const directory = createEmbeddedDirectory(testDb.database);
  const someone = createAccountsInput('Barbara', 'Liskov');
  const results = await Promise.all(Array.from({ length: 8 }, () => directory.create(someone)));
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  expect(await directory.listAccounts(someone.onboardingId)).toHaveLength(2);
});

describe('updating', () => {
  const read = async ({ onboardingId }: { onboardingId: string }) =>
    (
      await testDb.pool.query<{ username: string; display_name: string; contact_email: string; application: string }>(
        `select username, display_name, contact_email, application from usernames join accounts using (username)
         where usernames.onboarding_id = $1 order by application`,
        [onboardingId],
      )
    ).rows;
  const correct = (created: ReturnType<typeof createAccountsInput>) => ({
    ...created,
    name: { givenName: 'Corrected', familyName: created.name.familyName },
    email: 'corrected@example.org',
  });

  it('corrects name, address, applications and username of accounts that were never active', async () => {
    const directory = createEmbeddedDirectory(testDb.database);
    const created = createAccountsInput('Correkted', 'Smythe');
    await directory.create(created);
    const change = { ...correct(created), applications: ['chat', 'wiki'] };
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await directory.update(change)).toMatchObject({
        username: 'corrected.smythe',
        accounts: [{ application: 'chat' }, { application: 'wiki' }],
      });
    const names = { display_name: 'Corrected Smythe', contact_email: 'corrected@example.org' };
    expect(await read(created)).toMatchObject([
      { username: 'corrected.smythe', application: 'chat', ...names },
      { username: 'corrected.smythe', application: 'wiki', ...names },
    ]);
    await directory.remove(created.key);
    expect(await read(created)).toEqual([]);
  });

  it('keeps the username once an account was active, and a numbered one of the same name', async () => {
    const directory = createEmbeddedDirectory(testDb.database);
    const active = createAccountsInput('Aktive', 'Smythe');
    await directory.create(active);
    await directory.activate(active.onboardingId, 'activation');
    expect(await directory.update(correct(active))).toMatchObject({ username: 'aktive.smythe' });
    expect((await read(active))[0]).toMatchObject({ display_name: 'Corrected Smythe' });
    const second = createAccountsInput('Aktive', 'Smythe');
    await directory.create(second);
    expect(await directory.update({ ...second, email: 'other@example.org' })).toMatchObject({
      username: 'aktive.smythe2',
    });
  });

  it('fails if there is no account', async () => {
    const directory = createEmbeddedDirectory(testDb.database);
    await expect(directory.update(createAccountsInput('No', 'Body'))).rejects.toMatchObject({ type: 'NoAccounts' });
  });
});

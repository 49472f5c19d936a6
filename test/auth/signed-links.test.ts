import { randomUUID } from 'node:crypto';
import { createSignedLinks, hashRecipient, hashStep } from '../../src/auth/signed-links';
import type { EncryptionKey } from '../../src/temporal/codec';

const OLD = { id: 'old', key: Buffer.alloc(32, 1) };
const NEW = { id: 'new', key: Buffer.alloc(32, 2) };
const ONBOARDING = randomUUID();

const createLinks = (...encryption: EncryptionKey[]) => createSignedLinks({ encryption }, 'https://firstday.test');

const getToken = (url: string): string => url.split('/').at(-1) ?? '';

async function readLinksOf(signer: EncryptionKey, ...readers: EncryptionKey[]) {
  const [links, reader] = [createLinks(signer), createLinks(...readers)];
  const decision = await links.createDecisionLink(ONBOARDING, 'managerApproval', 'grace@example.com');
  const hire = await links.createNewHireLink(ONBOARDING, 'ada@example.org');
  return [await reader.readDecisionLink(getToken(decision)), await reader.readNewHireLink(getToken(hire))];
}

const READABLE = [{ onboardingId: ONBOARDING }, { onboardingId: ONBOARDING }];

test('a link signed before a planned rotation still works', async () => {
  expect(await readLinksOf(OLD, NEW, OLD)).toMatchObject(READABLE);
});

test('a link signed with a key that may have leaked is refused, and one with the new key is not', async () => {
  const leaked = { ...OLD, isDecryptOnly: true };
  expect(await readLinksOf(OLD, NEW, leaked)).toEqual([undefined, undefined]);
  expect(await readLinksOf(NEW, NEW, leaked)).toMatchObject(READABLE);
});

test('a token says no more than its hashes, and fits into a line of a mail', async () => {
  const links = createLinks(NEW);
  const decision = getToken(await links.createDecisionLink(ONBOARDING, 'managerApproval', 'grace@example.com'));
  const hire = getToken(await links.createNewHireLink(ONBOARDING, 'ada@example.org'));
  expect([decision.length, hire.length]).toEqual([72, 59]);
  expect(await links.readDecisionLink(decision)).toEqual({
    onboardingId: ONBOARDING,
    stepHash: hashStep('managerApproval'),
    recipientHash: hashRecipient('grace@example.com'),
  });
  for (const token of [decision, hire])
    expect(Buffer.from(token, 'base64url').toString()).not.toMatch(/grace|ada|approval/i);
});

test('a token that differs in any character, its length or its purpose is refused', async () => {
  const links = createLinks(NEW);
  const decision = getToken(await links.createDecisionLink(ONBOARDING, 'managerApproval', 'grace@example.com'));
  const hire = getToken(await links.createNewHireLink(ONBOARDING, 'ada@example.org'));
  for (const [token, read] of [
    [decision, (text: string) => links.readDecisionLink(text)],
    [hire, (text: string) => links.readNewHireLink(text)],
  ] as const) {
    const changed = Array.from(token, (character, index) =>
      [token.slice(0, index), character === 'A' ? 'B' : 'A', token.slice(index + 1)].join(''),
    );
    for (const wrong of [...changed, token.slice(0, -1), `${token}A`, `${token}=`, `${token}.`, ''])
      expect([wrong, await read(wrong)]).toEqual([wrong, undefined]);
    expect(await read(token)).toBeDefined();
  }
  expect(await links.readNewHireLink(decision)).toBeUndefined();
  expect(await links.readDecisionLink(hire)).toBeUndefined();
});

describe('the validity of a link', () => {
  afterEach(() => jest.useRealTimers());

  test.each([
    [59, true],
    [61, false],
  ])('after %i days, a decision link works: %s; the link of a new hire does', async (days, works) => {
    jest.useFakeTimers({ now: Date.now() - days * 86_400_000 });
    const links = createLinks(NEW);
    const decision = getToken(await links.createDecisionLink(ONBOARDING, 'shipLaptop', 'ivan@example.com'));
    const hire = getToken(await links.createNewHireLink(ONBOARDING, 'ada@example.org'));
    jest.useRealTimers();
    expect((await links.readDecisionLink(decision)) !== undefined).toBe(works);
    expect(await links.readNewHireLink(hire)).toBeDefined();
  });
});

test('switched off, decisions need a sign-in, and links sent before do not work', async () => {
  const before = getToken(await createLinks(NEW).createDecisionLink(ONBOARDING, 'shipLaptop', 'ivan@example.com'));
  const off = createSignedLinks({ encryption: [NEW] }, 'https://firstday.test', false);
  expect(await off.readDecisionLink(before)).toBeUndefined();
  expect(await off.createDecisionLink(ONBOARDING, 'shipLaptop', 'ivan@example.com')).toMatch(
    /^https:\/\/firstday\.test\/t\/[\w-]{22}\/shipLaptop$/,
  );
});

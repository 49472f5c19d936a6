import { randomUUID } from 'node:crypto';
import { createSignedLinks } from '../../src/auth/signed-links';
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

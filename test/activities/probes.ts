import { randomUUID } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import type { ActivityName } from '../../activities';
import { type EffectKey, formatIdempotencyKey } from '../../src/domain/ids';
import type { EffectInput } from '../../src/domain/plan/resolved-plan';
import { createEmbeddedDirectory } from '../../src/integrations/directory/embedded-directory';
import { deriveMessageId } from '../../src/integrations/mail/smtp-mailer';
import { buildCalendar, parseSchedulingMessages, type SchedulingMessage } from '../support/scheduling-messages';
import { createRequest } from '../support/requests';
import { createEffectCall, type ActivityTestEnvironment } from '../support/activity-test-environment';

/** How to call an activity and how to count its effects in the system. */
interface Probe {
  call: Partial<EffectInput>;
  /** Number of effects of one run. */
  effectsPerRun: number;
  /** Creates the preconditions of a run, and returns the results of earlier steps, if it needs some. */
  prepare?(world: ActivityTestEnvironment, onboardingId: string): Promise<EffectInput['results'] | undefined>;
  /** Current number of effects of this key. Duplicates count. */
  count(world: ActivityTestEnvironment, key: EffectKey): Promise<number> | number;
}

const booking = {
  course: 'security-basics',
  title: 'Security basics',
  sessionId: 's',
  startsAt: '2027-03-02T09:00:00.000Z',
  endsAt: '2027-03-02T11:00:00.000Z',
  timeZone: 'Europe/Berlin',
  place: 'Room 1',
};

/** Every registered activity needs a probe here. */
export const probes: Record<ActivityName, Probe> = {
  claimUsername: {
    call: {},
    effectsPerRun: 1,
    count: (world, key) => countRows(world, 'usernames', 'effect_key', key),
  },
  createAccount: {
    call: { settings: { system: 'email', title: 'E-mail', groups: ['all'] } },
    effectsPerRun: 1,
    prepare: async (world, onboardingId) => ({ claimUsername: { username: await claimUsername(world, onboardingId) } }),
    count: (world, key) => countRows(world, 'accounts', 'effect_key', key),
  },
  activateAccounts: {
    call: {},
    effectsPerRun: 2,
    prepare: async (world, onboardingId) => {
      const username = await claimUsername(world, onboardingId);
      for (const system of ['email', 'chat'])
        await createEmbeddedDirectory(world.database).createAccount({
          ...{ key: `${onboardingId}/${system}/1`, onboardingId, username, system, groups: [] },
        });
      return undefined;
    },
    count: (world, key) => countRows(world, 'accounts', 'activated_by', key),
  },
  assignEquipment: {
    call: { request: createRequest({ equipment: ['laptop-14', 'laptop-14', 'phone'] }) },
    effectsPerRun: 3,
    count: (world, key) => countRows(world, 'items', 'effect_key', key),
  },
  registerPurchase: {
    get call() {
      const models = { assetTag1: 'laptop-14', assetTag2: 'phone', assetTag3: 'phone' };
      const suffix = randomUUID().slice(0, 8);
      return {
        settings: { task: 'buy', models },
        answers: { buy: { assetTag1: `L-${suffix}`, assetTag3: `P-${suffix}` } },
      };
    },
    effectsPerRun: 3,
    count: (world, key) => countRows(world, 'items', 'effect_key', key),
  },
  scheduleTraining: {
    call: { request: createRequest({ trainings: ['security-basics', 'first-aid'] }) },
    effectsPerRun: 2,
    count: (world, key) => countRows(world, 'seats', 'effect_key', key),
  },
  notifyManager: {
    call: { results: { assignEquipment: { items: [{ tag: 'L14-001', model: 'laptop-14' }] } } },
    effectsPerRun: 1,
    count: (world, key) => {
      const mails = findMailsByKey(world, key, '', '/undo');
      // A message is void if its latest version is a correction, or if a later generation replaced it.
      const isVoid =
        mails.at(-1)?.headers.get('x-firstday-notification') === 'preparations-retraction' ||
        findMailsByKey(world, toNextGeneration(key), '').length > 0;
      return isVoid ? 0 : mails.length;
    },
  },
  welcomeEmployee: {
    call: { settings: { trainings: ['security-basics'] }, results: { scheduleTraining: { bookings: [booking] } } },
    effectsPerRun: 2,
    count: (world, key) => countRemainingInvitations(world, key),
  },
};

const claimUsername = ({ database }: ActivityTestEnvironment, onboardingId: string): Promise<string> =>
  createEmbeddedDirectory(database).claimUsername({
    key: `${onboardingId}/claim/1`,
    onboardingId,
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    email: 'ada@example.org',
  });

export const createProbeCall = (name: ActivityName): EffectInput => createEffectCall(`step-${name}`, probes[name].call);

async function countRows(
  world: ActivityTestEnvironment,
  table: 'usernames' | 'accounts' | 'items' | 'seats',
  column: string,
  key: EffectKey,
) {
  const text = `select count(*)::int as count from ${table} where ${column} = $1`;
  const result = await world.pool.query<{ count: number }>(text, [formatIdempotencyKey(key)]);
  return result.rows[0]?.count ?? NaN;
}

const findMailsByKey = ({ inbox }: ActivityTestEnvironment, key: EffectKey, ...parts: string[]): ParsedMail[] => {
  const ids = parts.map((part) => deriveMessageId(formatIdempotencyKey(key) + part, 'x@example.com'));
  return inbox.mails.filter(({ messageId }) => ids.includes(messageId ?? ''));
};

const toNextGeneration = (key: EffectKey): EffectKey => ({ ...key, generation: key.generation + 1 });

/** Number of invitations of this generation that remain in the receiver's calendar. Each message counts. */
function countRemainingInvitations(
  { inbox }: ActivityTestEnvironment,
  { onboardingId, generation }: EffectKey,
): number {
  const messages = parseSchedulingMessages(inbox.mails).filter(({ uid }) => uid.startsWith(onboardingId));
  const remainingUids = Object.keys(buildCalendar(messages));
  return messages.filter(
    ({ uid, method, sequence }) =>
      method === 'REQUEST' &&
      sequence === 2 * (generation - 1) &&
      remainingUids.includes(uid) &&
      getNewestSequence(messages, uid) === sequence,
  ).length;
}

const getNewestSequence = (messages: readonly SchedulingMessage[], uid: string): number =>
  Math.max(...messages.filter((message) => message.uid === uid).map(({ sequence }) => sequence));

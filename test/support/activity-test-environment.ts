import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { activities } from '../../activities';
import type { ActivityDefinition } from '../../activities/define-activity';
import type { EffectInput } from '../../src/domain/plan/resolved-plan';
import { createTestSystems } from './test-systems';
import { loadCompany } from '../../src/database/company';
import type { Mailer } from '../../src/integrations/mail/mailer';
import { createSmtpMailer } from '../../src/integrations/mail/smtp-mailer';
import { createCompanyMailer } from '../../src/mails/company-mailer';
import { createEffectActivities } from '../../src/worker/activities/effect-activities';
import { type Inbox, startInbox } from './inbox';
import { createTestDatabase, type TestDatabase } from './test-database';
import { createRequest } from './requests';

/** Real database and SMTP server, for the systems that activities change. */
export interface ActivityTestEnvironment extends TestDatabase {
  inbox: Inbox;
  mailer: Mailer;
}

export async function startActivityTestEnvironment(): Promise<ActivityTestEnvironment> {
  const [testDb, inbox] = await Promise.all([createTestDatabase(), startInbox()]);
  const transport = createSmtpMailer({ url: inbox.url, from: 'Firstday <firstday@example.com>' });
  const mailer = createCompanyMailer(transport, () => loadCompany(testDb.database));
  const close = async () => {
    transport.close();
    await Promise.all([testDb.close(), inbox.close()]);
  };
  return { ...testDb, inbox, mailer, close };
}

/** Called inside the bodies of an activity. */
export interface ActivityHooks {
  beforeRun?: (signal: AbortSignal) => Promise<void> | void;
  /** Called after the effect, before it is recorded or its transaction commits. */
  afterRun?: (signal: AbortSignal) => Promise<void> | void;
  beforeUndo?: () => Promise<void> | void;
}

export type Definition = ActivityDefinition;

export const withHooks = (definition: Definition, hooks: ActivityHooks): Definition => ({
  ...definition,
  run: async (context) => {
    await hooks.beforeRun?.(context.signal);
    const result = await definition.run(context);
    await hooks.afterRun?.(context.signal);
    return result;
  },
  undo: async (context) => {
    await hooks.beforeUndo?.();
    await definition.undo(context);
  },
});

/** Returns a function that calls activities as a worker would, by default each in a new attempt. */
export function createActivityCaller(
  world: ActivityTestEnvironment,
  definitions: Record<string, Definition> = activities,
) {
  const systems = createTestSystems(world.mailer);
  const functions = createEffectActivities({ definitions, database: world.database, systems });
  return (type: string, call: EffectInput, environment = createAttempt()): Promise<unknown> => {
    const activity = functions[type];
    if (!activity) throw new Error(`No activity ${type} is registered.`);
    return environment.run(activity, call);
  };
}

export const createAttempt = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

/** Creates a call of `step` for a new onboarding. */
export const createEffectCall = (step: string, changes: Partial<EffectInput> = {}): EffectInput => ({
  onboardingId: randomUUID(),
  step,
  generation: 1,
  request: createRequest(),
  dayOne: {
    date: '2027-03-01',
    timeZone: 'Europe/Berlin',
    startsAt: '2027-03-01T08:00:00.000Z',
    endsAt: '2027-03-01T16:00:00.000Z',
    location: 'berlin',
  },
  results: {},
  answers: {},
  ...changes,
});

/** An activity body that awaits `pass()` resolves `reached`, then blocks until the test calls `open()`. */
export function createBarrier() {
  let arrive: () => void = () => undefined;
  let open: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  const pass = (): Promise<void> => {
    arrive();
    return opened;
  };
  return { pass, reached, open: () => open() };
}

import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { activities } from '../../activities';
import type { ActivityDefinition } from '../../activities/define';
import type { EffectCall } from '../../src/domain/plan/types';
import { embeddedSystems } from '../../src/integrations/embedded';
import { smtpMailer, type SmtpMailer } from '../../src/integrations/mail/smtp';
import { effectActivities } from '../../src/worker/activities/activity-runner';
import { type Inbox, startInbox } from './inbox';
import { testDatabase, type TestDatabase } from './postgres';
import { aRequest } from './requests';

/** Everything activities act upon, real: a database, an SMTP server, and the systems over them. */
export interface World extends TestDatabase {
  inbox: Inbox;
  mailer: SmtpMailer;
}

export async function startWorld(): Promise<World> {
  const [base, inbox] = await Promise.all([testDatabase(), startInbox()]);
  const mailer = smtpMailer({ url: inbox.url, from: 'Firstday <firstday@example.com>' });
  const close = async () => {
    mailer.close();
    await Promise.all([base.close(), inbox.close()]);
  };
  return { ...base, inbox, mailer, close };
}

/** Where a test may step into the body of an activity. */
export interface Hooks {
  beforeRun?: (signal: AbortSignal) => Promise<void> | void;
  /** The effect is made; its record, or its transaction's commit, is not. */
  afterRun?: (signal: AbortSignal) => Promise<void> | void;
  beforeUndo?: () => Promise<void> | void;
}

export type Definition = ActivityDefinition;

/** The definition with a test's hooks around its bodies. */
export const hooked = (definition: Definition, hooks: Hooks): Definition => ({
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

/** Calls activities as a worker would, each in an attempt of its own. */
export function caller(world: World, definitions: Record<string, Definition> = activities) {
  const systems = embeddedSystems(world.mailer);
  const functions = effectActivities({ definitions, database: world.database, systems });
  return (type: string, call: EffectCall, environment = anAttempt()): Promise<unknown> => {
    const activity = functions[type];
    if (!activity) throw new Error(`No activity ${type} is registered.`);
    return environment.run(activity, call);
  };
}

/** One attempt of an activity, as its code sees it. */
export const anAttempt = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });

/** A call of `step` for an onboarding of its own, to be varied. */
export const aCall = (step: string, changes: Partial<EffectCall> = {}): EffectCall => ({
  onboardingId: randomUUID(),
  step,
  generation: 1,
  request: aRequest(),
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

/** A door that a body waits at until the test opens it. */
export function door() {
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

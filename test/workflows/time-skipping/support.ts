import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ENGINE_VERSION } from '../../../src/domain/ids';
import type { CallOptions, Instant, ResolvedPlan } from '../../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../../src/domain/request';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import { FirstdayError } from '../../../src/lib/errors';
import type { PlanDefinition } from '../../../src/planning/dsl';
import type { Absence } from '../../../src/planning/planning-facts';
import type { onboardEmployee } from '../../../workflows';
import { declareActivity, PLANNING_FACTS, createTestPlanner, getResolvedStep } from '../../planning/support';
import { isRecording, recordTestHistories, TEST_KEYS } from '../../support/histories';
import { createLocationCalendar } from '../../support/on-time';
import { createRequest } from '../../support/requests';
import { waitForValue } from '../../support/wait-for-value';
import { startTimeSkippingServer } from '../../support/test-temporal';
import { CALL_OPTIONS, EngineUnderTest, waitForView, getStepView, FakeWorld } from '../support';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MONDAY = 1;

/** Retried every six hours for two days. */
const LONG_RETRY_OPTIONS: CallOptions = {
  ...CALL_OPTIONS,
  withinMs: 2 * DAY_MS,
  retry: { firstMs: 6 * HOUR_MS, backoff: 1, maximumMs: 6 * HOUR_MS },
};

/** Activities for the plans under test, one per way in which the engine treats them. */
const ACTIVITIES = {
  accounts: declareActivity({
    run: CALL_OPTIONS,
    undo: CALL_OPTIONS,
    reads: ['employee.givenName', 'employee.familyName'],
  }),
  laptop: declareActivity({ run: CALL_OPTIONS, undo: CALL_OPTIONS, reads: ['equipment'] }),
  training: declareActivity({ run: CALL_OPTIONS, undo: CALL_OPTIONS, redo: 'undo-first', reads: ['trainings'] }),
  invitation: declareActivity({ run: CALL_OPTIONS, undo: CALL_OPTIONS, redo: 'again', reads: [] }),
  mailbox: declareActivity({ run: LONG_RETRY_OPTIONS, undo: LONG_RETRY_OPTIONS }),
  activation: declareActivity({ run: CALL_OPTIONS, undo: CALL_OPTIONS, pivot: true, reads: [] }),
};

export const berlinCalendar = createLocationCalendar('berlin');

export interface SubmitOptions {
  /** Days from the submission to the first day. Default: 90. */
  startsInDays?: number;
  request?: Partial<OnboardingRequest>;
  plan?: Partial<PlanDefinition>;
  absences?: Absence[];
}

export interface StartedOnboarding {
  handle: WorkflowHandle<typeof onboardEmployee>;
  plan: ResolvedPlan;
  submittedAt: Instant;
}

/** One time-skipping server per file, a world and an engine per test. */
export interface TimeSkippingFixture {
  environment: TestWorkflowEnvironment;
  world: FakeWorld;
  engine: EngineUnderTest;
  now: () => Promise<Instant>;
  skipTo(instant: Instant | undefined): Promise<void>;
  skipDays(days: number): Promise<void>;
  /** Skips to the planned start of the step and waits until it has begun. */
  skipToStart(hire: StartedOnboarding, id: string): Promise<OnboardingView>;
  /** Submits a request for a plan of these steps, with the real planner and calendar. */
  submit(steps: PlanDefinition['steps'], options?: SubmitOptions): Promise<StartedOnboarding>;
  /** Notifications in order, each as `kind e-mail`. */
  listMails(): string[];
  /** Starts the engine on a new worker, after `engine.stop()`. */
  restartEngine(): Promise<void>;
}

/** Starts each test on a Monday, the first of a file in January: the same weeks on any date of the run. */
export function useTimeSkippingFixture(): TimeSkippingFixture {
  const fixture = {} as TimeSkippingFixture;
  const sleepMs = async (ms: number): Promise<void> => fixture.environment.sleep(Math.max(1, ms));

  fixture.now = async () => new Date(await fixture.environment.currentTimeMs()).toISOString();
  fixture.skipTo = async (instant) => sleepMs(Date.parse(instant ?? '') - Date.parse(await fixture.now()));
  fixture.skipDays = (days) => sleepMs(days * DAY_MS);
  fixture.skipToStart = async (hire, id) => {
    await fixture.skipTo(getPlannedStart(hire, id));
    // The notification follows the schedule. To cancel its computation while that ends is fatal: the time-skipping server
    // rejects the workflow task with ACTIVITY_UNKNOWN, each time.
    if (getResolvedStep(hire.plan.steps, id).kind !== 'activity') await waitForNotification(fixture.world, id);
    return waitForView(hire.handle, (view) => getStepView(view, id).startedAt !== undefined);
  };
  fixture.listMails = () => listMails(fixture.world);
  fixture.submit = (steps, options = {}) => submitToEngine(fixture, steps, options);
  fixture.restartEngine = async () => {
    const { client, nativeConnection } = fixture.environment;
    fixture.engine = await EngineUnderTest.start(client, nativeConnection, fixture.world, Object.keys(ACTIVITIES));
  };

  beforeAll(async () => {
    fixture.environment = await startTimeSkippingServer(TEST_KEYS);
    const nextYear = Number((await fixture.now()).slice(0, 4)) + 1;
    await fixture.skipTo(`${String(nextYear)}-01-10T09:00:00Z`);
  }, 180_000);
  afterAll(() => fixture.environment.teardown());
  beforeEach(async () => {
    await fixture.skipTo(findNextMonday(await fixture.now()));
    fixture.world = new FakeWorld();
    await fixture.restartEngine();
  });
  afterEach(async () => {
    if (isRecording()) await recordTestHistories(fixture.world.startedHandles);
    await fixture.engine.stop();
  });
  return fixture;
}

const waitForNotification = async ({ snapshots }: FakeWorld, id: string): Promise<void> => {
  const isNotified = () => snapshots.some(({ notifications }) => notifications.some(({ step }) => step === id));
  await waitForValue(() => Promise.resolve(isNotified() || undefined));
};

function findNextMonday(now: Instant): Instant {
  let day = Date.parse(`${now.slice(0, 10)}T09:00:00Z`) + DAY_MS;
  while (new Date(day).getUTCDay() !== MONDAY) day += DAY_MS;
  return new Date(day).toISOString();
}

async function submitToEngine(
  { world, engine, now }: TimeSkippingFixture,
  steps: PlanDefinition['steps'],
  { startsInDays = 90, request: changes, plan: options, absences = [] }: SubmitOptions,
): Promise<StartedOnboarding> {
  const submittedAt = await now();
  const facts = { ...PLANNING_FACTS, absences };
  const planner = createTestPlanner(steps, options, ACTIVITIES);
  world.scheduleReminders = (call) => planner.computeReminderSchedule(call, facts);
  world.replan = async (call) => {
    const planningNow = await now();
    return throwAsActivityFailure(() => planner.replan(call, { ...facts, now: planningNow }));
  };

  const request = createRequest({ startDate: addDays(submittedAt, startsInDays), ...changes });
  const plan = planner.resolvePlan(request, { ...facts, now: submittedAt });
  const handle = await engine.onboard({
    engineVersion: ENGINE_VERSION,
    id: randomUUID(),
    request,
    plan,
    submittedBy: PLANNING_FACTS.submittedBy,
    submittedAt,
    options: { apiOnly: false, hasSearchAttributes: false },
  });
  return { handle, plan, submittedAt };
}

/** Turns rejections of planning into non-retryable failures, as the worker does. */
function throwAsActivityFailure<Answer>(plan: () => Answer): Answer {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    throw ApplicationFailure.nonRetryable(error.message, error.code, error.fields);
  }
}

export const addDays = (instant: Instant, days: number): string =>
  new Date(Date.parse(instant) + days * DAY_MS).toISOString().slice(0, 10);

const listMails = ({ snapshots }: FakeWorld): string[] => {
  const notifications = new Map(
    snapshots.flatMap((snapshot) => snapshot.notifications.map((notification) => [notification.key, notification])),
  );
  return [...notifications.values()].flatMap(({ kind, to }) => to.map(({ email }) => `${kind} ${email}`));
};

export const getPlannedStart = ({ plan }: StartedOnboarding, id: string): Instant | undefined =>
  getResolvedStep(plan.steps, id).startAt;

/** Instants of all timeline entries that match `kind step`, or `kind` for entries without a step. */
export const listInstants = ({ timeline }: OnboardingView, entry: string): Instant[] =>
  timeline.filter(({ kind, step }) => entry === (step === undefined ? kind : `${kind} ${step}`)).map(({ at }) => at);

export const queryView = ({ handle }: Pick<StartedOnboarding, 'handle'>): Promise<OnboardingView> =>
  handle.query<OnboardingView>('onboarding');

import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ENGINE_VERSION } from '../../../src/domain/ids';
import type { CallOptions, Instant, ResolvedPlan } from '../../../src/domain/plan/types';
import type { OnboardingRequest } from '../../../src/domain/request';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import { FirstdayError } from '../../../src/lib/errors';
import type { PlanDefinition } from '../../../src/planning/dsl';
import type { Absence } from '../../../src/planning/planner';
import type { onboardEmployee } from '../../../workflows';
import { declare, FACTS, plannerOf, stepIn } from '../../planning/support';
import { isRecording, recordTest, TEST_KEYS } from '../../support/histories';
import { calendarOf } from '../../support/on-time';
import { aRequest } from '../../support/requests';
import { startTimeSkipping } from '../../support/temporal';
import { CALL, EngineUnderTest, seen, stepOf, World } from '../support';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MONDAY = 1;

/** Tried each six hours, for two days. */
const PATIENT: CallOptions = {
  ...CALL,
  withinMs: 2 * DAY_MS,
  retry: { firstMs: 6 * HOUR_MS, backoff: 1, maximumMs: 6 * HOUR_MS },
};

/** What the plans played here can do, by how the engine treats it. */
const ACTIVITIES = {
  accounts: declare({ run: CALL, undo: CALL, reads: ['employee.givenName', 'employee.familyName'] }),
  laptop: declare({ run: CALL, undo: CALL, reads: ['equipment'] }),
  training: declare({ run: CALL, undo: CALL, redo: 'undo-first', reads: ['trainings'] }),
  invitation: declare({ run: CALL, undo: CALL, redo: 'again', reads: [] }),
  mailbox: declare({ run: PATIENT, undo: PATIENT }),
  activation: declare({ run: CALL, undo: CALL, pivot: true, reads: [] }),
};

/** Most plans are played in Berlin. */
export const calendar = calendarOf('berlin');

export interface Wishes {
  /** Days from the submission to the first day; default: 90. */
  startsIn?: number;
  request?: Partial<OnboardingRequest>;
  plan?: Partial<PlanDefinition>;
  absences?: Absence[];
}

export interface Hire {
  handle: WorkflowHandle<typeof onboardEmployee>;
  plan: ResolvedPlan;
  submittedAt: Instant;
}

/** Where time passes: one time-skipping server for the file, a world and an engine of its own for each test. */
export interface TimeStage {
  environment: TestWorkflowEnvironment;
  world: World;
  engine: EngineUnderTest;
  now: () => Promise<Instant>;
  /** Lets time pass until that instant. */
  until(instant: Instant | undefined): Promise<void>;
  /** Lets so many days pass. */
  pass(days: number): Promise<void>;
  /** Lets time pass until the step has begun at its instant. */
  begun(hire: Hire, id: string): Promise<OnboardingView>;
  /** Submits a request for a plan of these steps; planner and calendar are the real ones. */
  submit(steps: PlanDefinition['steps'], wishes?: Wishes): Promise<Hire>;
  /** What the engine's people were written, in order: `kind e-mail`. */
  mails(): string[];
  /** The engine on a new worker, after `engine.stop()`. */
  restart(): Promise<void>;
}

/** Each test begins on a Monday, the first of a file in January: in the same weeks whenever it is run. */
export function setTimeStage(): TimeStage {
  const stage = {} as TimeStage;
  const passMs = async (ms: number): Promise<void> => stage.environment.sleep(Math.max(1, ms));

  stage.now = async () => new Date(await stage.environment.currentTimeMs()).toISOString();
  stage.until = async (instant) => passMs(Date.parse(instant ?? '') - Date.parse(await stage.now()));
  stage.pass = (days) => passMs(days * DAY_MS);
  stage.begun = async (hire, id) => {
    await stage.until(startOf(hire, id));
    return seen(hire.handle, (view) => stepOf(view, id).startedAt !== undefined);
  };
  stage.mails = () => mailsOf(stage.world);
  stage.submit = (steps, wishes = {}) => submit(stage, steps, wishes);
  stage.restart = async () => {
    const { client, nativeConnection } = stage.environment;
    stage.engine = await EngineUnderTest.start(client, nativeConnection, stage.world, Object.keys(ACTIVITIES));
  };

  beforeAll(async () => {
    stage.environment = await startTimeSkipping(TEST_KEYS);
    const nextYear = Number((await stage.now()).slice(0, 4)) + 1;
    await stage.until(`${String(nextYear)}-01-10T09:00:00Z`);
  }, 180_000);
  afterAll(() => stage.environment.teardown());
  beforeEach(async () => {
    await stage.until(nextMonday(await stage.now()));
    stage.world = new World();
    await stage.restart();
  });
  afterEach(async () => {
    if (isRecording()) await recordTest(stage.world.begun);
    await stage.engine.stop();
  });
  return stage;
}

function nextMonday(now: Instant): Instant {
  let day = Date.parse(`${now.slice(0, 10)}T09:00:00Z`) + DAY_MS;
  while (new Date(day).getUTCDay() !== MONDAY) day += DAY_MS;
  return new Date(day).toISOString();
}

async function submit(
  { world, engine, now }: TimeStage,
  steps: PlanDefinition['steps'],
  { startsIn = 90, request: changes, plan: options, absences = [] }: Wishes,
): Promise<Hire> {
  const submittedAt = await now();
  const facts = { ...FACTS, absences };
  const planner = plannerOf(steps, options, ACTIVITIES);
  world.arrange = (call) => planner.arrange(call, absences);
  world.replan = async (call) => {
    const then = await now();
    return orFailure(() => planner.replan(call, { ...facts, now: then }));
  };

  const request = aRequest({ startDate: dateAfter(submittedAt, startsIn), ...changes });
  const plan = planner.resolve(request, { ...facts, now: submittedAt });
  const handle = await engine.onboard({
    engineVersion: ENGINE_VERSION,
    id: randomUUID(),
    request,
    plan,
    submittedBy: FACTS.submittedBy,
    submittedAt,
    options: { apiOnly: false, searchAttributes: false },
  });
  return { handle, plan, submittedAt };
}

/** What planning refuses is final, as the worker has it. */
function orFailure<Answer>(plan: () => Answer): Answer {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    throw ApplicationFailure.nonRetryable(error.detail, error.code, error.fields);
  }
}

export const dateAfter = (instant: Instant, days: number): string =>
  new Date(Date.parse(instant) + days * DAY_MS).toISOString().slice(0, 10);

const mailsOf = ({ snapshots }: World): string[] => {
  const notices = new Map(snapshots.flatMap((snapshot) => snapshot.notices.map((notice) => [notice.key, notice])));
  return [...notices.values()].flatMap(({ kind, to }) => to.map(({ email }) => `${kind} ${email}`));
};

/** When the plan has this step begin. */
export const startOf = ({ plan }: Hire, id: string): Instant | undefined => stepIn(plan.steps, id).startAt;

/** When something of that kind happened, `kind step`, each time. */
export const instantsOf = ({ timeline }: OnboardingView, what: string): Instant[] =>
  timeline.filter(({ kind, step }) => what === (step === undefined ? kind : `${kind} ${step}`)).map(({ at }) => at);

export const viewOf = ({ handle }: Pick<Hire, 'handle'>): Promise<OnboardingView> =>
  handle.query<OnboardingView>('onboarding');

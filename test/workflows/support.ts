import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle, WorkflowStartOptions } from '@temporalio/client';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { ENGINE_VERSION, TASK_QUEUE, toOnboardingWorkflowId, WORKFLOW_TYPES } from '../../src/domain/ids';
import type { ReplanInput, ReplanResult, ReminderScheduleInput } from '../../src/domain/planning-activities';
import type {
  ActivityStep,
  ApprovalStep,
  ReminderSchedule,
  CallOptions,
  EffectInput,
  ResolvedStep,
  TaskStep,
} from '../../src/domain/plan/resolved-plan';
import type { Snapshot } from '../../src/domain/onboarding/snapshot';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { createDataConverter } from '../../src/temporal/data-converter';
import type { WorkerProjection } from '../../src/worker/projection/create-projection';
import { createWorker } from '../../src/worker/worker';
import type { onboardEmployee } from '../../workflows';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { TEST_KEYS } from '../support/histories';
import { createRequest } from '../support/requests';
import type { Reason } from '../../src/domain/reasons/reason';
import type { AssigneeParty } from '../../src/domain/plan/assignee-party';
import type { Role } from '../../src/domain/status';

export const MANAGER = 'grace@example.com';
export const HR = 'hr@example.com';
export const IT = 'it@example.com';

/** Generous for slow machines: an attempt that times out would be retried and count as a second call. */
export const CALL_OPTIONS: CallOptions = {
  attemptMs: 50_000,
  withinMs: 60_000,
  heartbeatMs: 50_000,
  retry: { firstMs: 50, backoff: 1, maximumMs: 50, attempts: 2 },
  permanent: ['Permanent', 'OutOfStock', 'NoSeat'],
};

export const MANAGER_PARTIES: AssigneeParty[] = [{ people: [], relations: ['manager'], roles: [] }];
export const nameRole = (role: Role): AssigneeParty[] => [{ people: [], relations: [], roles: [role] }];

export const listRejections = ({ timeline }: OnboardingView): (Reason | undefined)[] =>
  timeline.filter(({ kind }) => kind === 'ignored').map(({ reason }) => reason);

export const createApprovalStep = (
  id: string,
  after: string[] = [],
  changes: Partial<ApprovalStep> = {},
): ApprovalStep => ({
  id,
  kind: 'approval',
  title: id,
  after,
  timing: { leadDays: 1 },
  assignees: { parties: MANAGER_PARTIES, people: [{ name: 'Grace Hopper', email: MANAGER }], roles: [] },
  ...changes,
});

export const createTaskStep = (id: string, after: string[] = [], changes: Partial<TaskStep> = {}): TaskStep => ({
  id,
  kind: 'task',
  title: id,
  after,
  timing: { leadDays: 1 },
  assignees: { parties: nameRole('it'), people: [{ name: 'Ivan', email: IT }], roles: ['it'] },
  ...changes,
});

export const createActivityStep = (
  id: string,
  after: string[] = [],
  changes: Partial<ActivityStep> = {},
): ActivityStep => ({
  id,
  kind: 'activity',
  activity: id,
  title: id,
  after,
  timing: { leadDays: 0 },
  needs: {},
  run: CALL_OPTIONS,
  undo: CALL_OPTIONS,
  ...changes,
});

export function createEngineInput(steps: ResolvedStep[], changes: Partial<EngineInput> = {}): EngineInput {
  const startsAt = '2027-03-01T08:00:00Z';
  return {
    engineVersion: ENGINE_VERSION,
    id: randomUUID(),
    request: createRequest(),
    plan: {
      name: 'test',
      steps,
      dayOne: {
        date: '2027-03-01',
        timeZone: 'Europe/Berlin',
        startsAt,
        endsAt: '2027-03-01T16:00:00Z',
        location: 'Berlin',
      },
      readiness: 'on-track',
      escalationContacts: [{ name: 'Hanna', email: HR }],
      companyVersion: 1,
      access: { profiles: [], accounts: [], equipment: [], trainings: [], deviations: [] },
      cost: { amountCents: 0, currency: 'EUR' },
    },
    submittedBy: { name: 'Hanna', email: HR },
    submittedAt: '2027-01-01T08:00:00Z',
    options: { apiOnly: false, hasSearchAttributes: false },
    ...changes,
  };
}

type FakeActivity = (call: EffectInput) => unknown;

/** Fake activities that record their calls. A test replaces those whose behaviour matters. */
export class FakeWorld {
  readonly calls: string[] = [];
  readonly snapshots: Snapshot[] = [];
  readonly startedHandles: WorkflowHandle<typeof onboardEmployee>[] = [];
  private readonly behaviours = new Map<string, FakeActivity>();

  /** Sets the behaviour of an activity (`x` or `x.undo`) for all onboardings of this world. */
  setBehaviour(activity: string, behaviour: FakeActivity): void {
    this.behaviours.set(activity, behaviour);
  }

  /** Creates the activities of a worker: each of these names, and its undo. */
  createActivities(names: string[]): Record<string, FakeActivity> {
    const effect =
      (activity: string): FakeActivity =>
      (call) => {
        this.calls.push(activity);
        return this.behaviours.get(activity)?.(call);
      };
    return Object.fromEntries(names.flatMap((name) => [name, `${name}.undo`]).map((name) => [name, effect(name)]));
  }

  findLatestView(id: string): OnboardingView | undefined {
    return this.snapshots.findLast(({ view }) => view.id === id)?.view;
  }

  isDatabaseUnavailable = false;

  /** Delays the write of the final snapshot. */
  beforeFinalSnapshot: () => Promise<void> = () => Promise.resolve();

  private readonly acceptFinalSnapshot = async (snapshot: Snapshot): Promise<void> => {
    await this.beforeFinalSnapshot();
    await this.acceptSnapshot(snapshot);
  };

  private readonly acceptSnapshot = (snapshot: Snapshot): Promise<void> => {
    if (this.isDatabaseUnavailable) return Promise.reject(new Error('no database'));
    this.snapshots.push(snapshot);
    return Promise.resolve();
  };

  /** Fake planning, which a test may replace. */
  scheduleReminders: (call: ReminderScheduleInput) => ReminderSchedule = () => ({ substitutes: [] });
  replan: (call: ReplanInput) => ReplanResult | Promise<ReplanResult> = ({ request, plan }) => ({
    request,
    plan,
    at: new Date().toISOString(),
    requiresReapproval: false,
  });

  readonly planning = {
    computeReminderSchedule: (call: ReminderScheduleInput): Promise<ReminderSchedule> =>
      Promise.resolve(this.scheduleReminders(call)),
    replan: async (call: ReplanInput): Promise<ReplanResult> => Promise.resolve(this.replan(call)),
  };

  readonly projection: WorkerProjection = {
    activities: { writeProjection: this.acceptFinalSnapshot },
    sinks: {
      projection: { write: { fn: (_workflow, snapshot) => this.acceptSnapshot(snapshot).catch(() => undefined) } },
    },
  };
}

/** Starts the workflow as the product does. */
export const startOnboarding = (
  client: Client,
  input: EngineInput,
  options: Pick<WorkflowStartOptions, 'workflowTaskTimeout'> = {},
): Promise<WorkflowHandle<typeof onboardEmployee>> =>
  client.workflow.start<typeof onboardEmployee>(WORKFLOW_TYPES.onboardEmployee, {
    ...options,
    taskQueue: TASK_QUEUE,
    workflowId: toOnboardingWorkflowId(input.id),
    args: [input],
  });

/** The engine on its own worker, with a world that a test can inspect. */
export class EngineUnderTest {
  private constructor(
    readonly client: Client,
    private readonly world: FakeWorld,
    readonly worker: Worker,
    private readonly running: Promise<void>,
  ) {}

  static async start(
    client: Client,
    connection: NativeConnection,
    world: FakeWorld,
    names: string[],
  ): Promise<EngineUnderTest> {
    const worker = await createWorker({
      connection,
      namespace: 'default',
      dataConverter: createDataConverter(TEST_KEYS),
      activities: world.createActivities(names),
      projection: world.projection,
      planning: world.planning,
      limits: { activities: 20, workflowTasks: 20, cachedWorkflows: 100 },
    });
    return new EngineUnderTest(client, world, worker, worker.run());
  }

  async onboard(input: EngineInput): Promise<WorkflowHandle<typeof onboardEmployee>> {
    const handle = await startOnboarding(this.client, input);
    this.world.startedHandles.push(handle);
    return handle;
  }

  async stop(): Promise<void> {
    this.worker.shutdown();
    await this.running;
  }
}

export async function waitForView(
  handle: WorkflowHandle,
  predicate: (view: OnboardingView) => boolean,
): Promise<OnboardingView> {
  for (let tries = 0; tries < 2_400; tries += 1) {
    const view = await handle.query<OnboardingView>('onboarding');
    if (predicate(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Not seen: ${JSON.stringify((await handle.query<OnboardingView>('onboarding')).timeline)}`);
}

/** Waits until the workflow has closed. Its result is the status alone. */
export async function waitForFinalView(handle: WorkflowHandle): Promise<OnboardingView> {
  await handle.result();
  return handle.query<OnboardingView>('onboarding');
}

export const summarizeTimeline = (view: OnboardingView): string[] =>
  view.timeline.map(({ kind, step }) => (step === undefined ? kind : `${kind} ${step}`));

export const getStepView = (view: OnboardingView, id: string): OnboardingView['steps'][number] => {
  const step = view.steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new Error(`no step ${id}`);
  return step;
};

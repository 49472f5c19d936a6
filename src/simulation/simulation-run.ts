import { setMaxListeners } from 'node:events';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { toOnboardingWorkflowId } from '../domain/ids';
import type { Instant, OnboardingInput } from '../domain/plan/resolved-plan';
import type { Snapshot } from '../domain/onboarding/snapshot';
import type { Warning } from '../domain/warnings/warning';
import type { OnboardingView, StepView } from '../domain/onboarding/view';
import { sendSignal } from '../temporal/send-signal';
import { startOnboardingWorkflow } from '../temporal/start-onboarding-workflow';
import type { WorkerProjection } from '../worker/projection/create-projection';
import type { WorkerConfig } from '../worker/worker';
import { type AbortableCall, SimulationClock } from './simulation-clock';
import { type SimulatedPeople, getOpenRequestKey } from './simulated-people';
import { Recorder } from './recorder';
import type { SimulatedRun } from './simulation-result';

export interface Scenario {
  input: OnboardingInput;
  activities: WorkerConfig['activities'];
  planning: WorkerConfig['planning'];
  people: SimulatedPeople;
  /** Instant of the answer to a request opened at `requestedAt`. */
  computeAnswerTime: (requestedAt: Instant) => Instant;
  warnings: Warning[];
  /** An onboarding still open at this instant counts as endless. */
  horizon: Instant;
}

/** Runs one simulated onboarding: observes its projection and schedules an answer to each open request. */
export class SimulationRun {
  private readonly recorder = new Recorder();
  private readonly abortController = new AbortController();
  private readonly clock: SimulationClock;
  private readonly scheduledRequestKeys = new Set<string>();
  private latest: OnboardingView | undefined;
  private rejectRun: (error: unknown) => void = () => undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly environment: TestWorkflowEnvironment,
  ) {
    // Each call adds a listener; more than the default limit is expected.
    setMaxListeners(0, this.abortController.signal);
    this.clock = new SimulationClock(environment, this.call);
  }

  private readonly call: AbortableCall = (call) => {
    const { signal } = this.abortController;
    signal.throwIfAborted();
    return this.environment.connection.withAbortSignal(signal, call);
  };

  /** Awaited within the workflow task, during which the clock is locked. */
  readonly projection: WorkerProjection = {
    activities: { writeProjection: (snapshot) => this.acceptSnapshot(snapshot) },
    sinks: {
      projection: { write: { fn: (_workflow, snapshot) => this.acceptSnapshot(snapshot).catch(this.rejectRun) } },
    },
  };

  async run(signal: AbortSignal): Promise<SimulatedRun> {
    signal.throwIfAborted();
    let execution = Promise.resolve();
    try {
      return await new Promise((resolve, reject) => {
        this.rejectRun = reject;
        signal.addEventListener('abort', () => reject(createAbortError(signal)));
        execution = this.execute(resolve).catch(reject);
      });
    } finally {
      this.abortController.abort();
      await Promise.all([execution, this.clock.waitForAlarms()]);
    }
  }

  private async execute(resolve: (simulation: SimulatedRun) => void): Promise<void> {
    const { input, horizon } = this.scenario;
    await this.clock.moveTo(input.submittedAt);
    const onboarding = await this.call(() =>
      startOnboardingWorkflow(this.environment.client, input, 'REJECT_DUPLICATE'),
    );
    const giveUp = async (): Promise<void> => {
      // The clock keeps running until the result of a closed onboarding arrives.
      if (this.latest?.closedAt === undefined) resolve(this.recorder.buildResult(horizon));
    };
    await this.clock.scheduleAt(horizon, giveUp, this.rejectRun);
    // Waiting for a result unlocks the clock.
    await this.call(() => onboarding.result());
    resolve(this.recorder.buildResult());
  }

  private async acceptSnapshot(snapshot: Snapshot): Promise<void> {
    const now = await this.clock.now();
    const view = this.recorder.recordSnapshot(snapshot, now);
    this.latest = view;
    for (const step of view.steps) await this.scheduleAnswer(view, step, now);
  }

  /** Schedules an answer to a new open request, unless it stays unanswered. */
  private async scheduleAnswer(view: OnboardingView, step: StepView, now: Instant): Promise<void> {
    const requestKey = getOpenRequestKey(view, step);
    if (requestKey === undefined || this.scheduledRequestKeys.has(requestKey)) return;
    this.scheduledRequestKeys.add(requestKey);
    if (this.scenario.people.createAnswerSignal(view, step) === undefined) return;
    await this.clock.scheduleAt(
      this.scenario.computeAnswerTime(now),
      () => this.sendAnswer(step.id, requestKey),
      this.rejectRun,
    );
  }

  private async sendAnswer(id: string, requestKey: string): Promise<void> {
    const view = this.latest;
    const step = view?.steps.find((candidate) => candidate.id === id);
    // Another event may have completed the step meanwhile.
    if (view === undefined || step === undefined || getOpenRequestKey(view, step) !== requestKey) return;
    const answer = this.scenario.people.createAnswerSignal(view, step);
    if (answer === undefined) return;
    const { workflow } = this.environment.client;
    const handle = workflow.getHandle(toOnboardingWorkflowId(view.id));
    await this.call(() => sendSignal(handle, answer.signal, answer.payload));
  }
}

const createAbortError = ({ reason }: AbortSignal): Error =>
  new Error(`The simulation was stopped: ${(reason as Error).message}`, { cause: reason });

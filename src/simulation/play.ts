import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { workflowIdOf } from '../contract/ids';
import type { Instant, OnboardingInput } from '../contract/plan';
import type { Snapshot } from '../contract/projection';
import type { OnboardingView, StepView } from '../contract/view';
import { createDataConverter } from '../temporal/data-converter';
import { startOnboarding } from '../temporal/start-onboarding';
import type { WorkerProjection } from '../worker/projector';
import { createWorker, type WorkerParts } from '../worker/worker';
import { Clock } from './clock';
import { type People, questionOf } from './people';
import { Recording } from './recording';
import type { Simulation } from './simulation';

/** What is played, and by whom. */
export interface Piece {
  input: OnboardingInput;
  effects: WorkerParts['effects'];
  planning: WorkerParts['planning'];
  people: People;
  /** When somebody who is asked at this instant answers. */
  answeredAt: (asked: Instant) => Instant;
  /** What has not ended by then never will. */
  horizon: Instant;
}

const NAMESPACE = 'default';
const LIMITS = { activities: 10, workflowTasks: 10, cachedWorkflows: 10 };
const PATIENCE_MS = 60_000;

/**
 * Plays an onboarding to its end on the time-skipping server, or until the horizon where it never ends.
 * @throws Error where nothing came of it within a minute of ours, or `signal` was aborted
 */
export async function play(
  piece: Piece,
  environment: TestWorkflowEnvironment,
  signal: AbortSignal,
): Promise<Simulation> {
  const performance = new Performance(piece, environment);
  const worker = await createWorker({
    connection: environment.nativeConnection,
    namespace: NAMESPACE,
    dataConverter: createDataConverter(),
    effects: piece.effects,
    planning: piece.planning,
    projection: performance.projection,
    limits: LIMITS,
  });
  return worker.runUntil(performance.run(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])));
}

/** One onboarding being played: watched through its projection, and each question that it asks gets its answer in time. */
class Performance {
  private readonly recording = new Recording();
  private readonly over = new AbortController();
  private readonly clock: Clock;
  private readonly questions = new Set<string>();
  private latest: OnboardingView | undefined;
  private fail: (error: unknown) => void = () => undefined;

  constructor(
    private readonly piece: Piece,
    private readonly environment: TestWorkflowEnvironment,
  ) {
    this.clock = new Clock(environment, this.over.signal);
  }

  /** Awaited within the workflow's own task: meanwhile its clock is held. */
  readonly projection: WorkerProjection = {
    activities: { writeProjection: (snapshot) => this.take(snapshot) },
    sinks: {
      projection: { write: { fn: (_workflow, snapshot) => this.take(snapshot).catch(this.fail) } },
    },
  };

  async run(signal: AbortSignal): Promise<Simulation> {
    const { connection } = this.environment;
    try {
      return await new Promise((resolve, reject) => {
        this.fail = reject;
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        connection.withAbortSignal(this.over.signal, () => this.perform(resolve)).catch(reject);
      });
    } finally {
      this.over.abort();
    }
  }

  private async perform(end: (simulation: Simulation) => void): Promise<void> {
    const { input, horizon } = this.piece;
    await this.clock.moveTo(input.submittedAt);
    const onboarding = await startOnboarding(this.environment.client, input, 'REJECT_DUPLICATE');
    const giveUp = async (): Promise<void> => {
      // The clock runs on until the result of what has ended is there.
      if (this.latest?.closedAt === undefined) end(this.recording.simulation(horizon));
    };
    await this.clock.at(horizon, giveUp, this.fail);
    // Whoever waits for a result lets the clock go.
    await onboarding.result();
    end(this.recording.simulation());
  }

  private async take(snapshot: Snapshot): Promise<void> {
    const now = await this.clock.now();
    const view = this.recording.take(snapshot, now);
    this.latest = view;
    for (const step of view.steps) await this.consider(view, step, now);
  }

  /** Whoever is asked something new will answer, where they ever do. */
  private async consider(view: OnboardingView, step: StepView, now: Instant): Promise<void> {
    const question = questionOf(view, step);
    if (question === undefined || this.questions.has(question)) return;
    this.questions.add(question);
    if (this.piece.people.answer(view, step) === undefined) return;
    await this.clock.at(this.piece.answeredAt(now), () => this.answer(step.id, question), this.fail);
  }

  private async answer(id: string, question: string): Promise<void> {
    const view = this.latest;
    const step = view?.steps.find((candidate) => candidate.id === id);
    // Something else may have settled it since.
    if (view === undefined || step === undefined || questionOf(view, step) !== question) return;
    const said = this.piece.people.answer(view, step);
    if (said === undefined) return;
    const { workflow } = this.environment.client;
    await workflow.getHandle(workflowIdOf(view.id)).signal(said.signal, said.message);
  }
}

import { setMaxListeners } from 'node:events';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { workflowIdOf } from '../domain/ids';
import type { Instant, OnboardingInput } from '../domain/plan/types';
import type { Snapshot } from '../domain/onboarding/snapshot';
import type { OnboardingView, StepView } from '../domain/onboarding/view';
import { startOnboarding } from '../temporal/start-onboarding';
import type { WorkerProjection } from '../worker/projection/projector';
import type { WorkerParts } from '../worker/worker';
import { type Call, Clock } from './clock';
import { type People, questionOf } from './simulated-people';
import { Recording } from './recorder';
import type { Simulation } from './result';

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

/** One onboarding being played: watched through its projection, and each question that it asks gets its answer in time. */
export class Performance {
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
    // Every call listens to it, and they are many.
    setMaxListeners(0, this.over.signal);
    this.clock = new Clock(environment, this.call);
  }

  private readonly call: Call = (call) => {
    const { signal } = this.over;
    signal.throwIfAborted();
    return this.environment.connection.withAbortSignal(signal, call);
  };

  /** Awaited within the workflow's own task: meanwhile its clock is held. */
  readonly projection: WorkerProjection = {
    activities: { writeProjection: (snapshot) => this.take(snapshot) },
    sinks: {
      projection: { write: { fn: (_workflow, snapshot) => this.take(snapshot).catch(this.fail) } },
    },
  };

  async run(signal: AbortSignal): Promise<Simulation> {
    signal.throwIfAborted();
    let performed = Promise.resolve();
    try {
      return await new Promise((resolve, reject) => {
        this.fail = reject;
        signal.addEventListener('abort', () => reject(stopped(signal)));
        performed = this.perform(resolve).catch(reject);
      });
    } finally {
      this.over.abort();
      await Promise.all([performed, this.clock.settled()]);
    }
  }

  private async perform(end: (simulation: Simulation) => void): Promise<void> {
    const { input, horizon } = this.piece;
    await this.clock.moveTo(input.submittedAt);
    const onboarding = await this.call(() => startOnboarding(this.environment.client, input, 'REJECT_DUPLICATE'));
    const giveUp = async (): Promise<void> => {
      // The clock runs on until the result of what has ended is there.
      if (this.latest?.closedAt === undefined) end(this.recording.simulation(horizon));
    };
    await this.clock.at(horizon, giveUp, this.fail);
    // Whoever waits for a result lets the clock go.
    await this.call(() => onboarding.result());
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
    await this.call(() => workflow.getHandle(workflowIdOf(view.id)).signal(said.signal, said.message));
  }
}

const stopped = ({ reason }: AbortSignal): Error =>
  new Error(`The simulation was stopped: ${(reason as Error).message}`, { cause: reason });

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { QUERIES } from '../../../src/domain/onboarding/messages';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { OnboardingStatus } from '../../../src/domain/status';
import type { OnboardingView, StepView } from '../../../src/domain/onboarding/view';
import { anInput, HR, IT, MANAGER, startOnboarding } from '../../workflows/support';
import { check } from './guarantees';
import { keepHistory } from '../../support/evidence';
import type { Staged, Stages } from './outside';
import { draftOf, type Scenario, stepsOf } from './scenario';

/** A workflow task that a killed worker had is given to another after so long. */
const TASK_MS = 2_000;
/** So long nothing is heard of one that goes on only where a killed worker still owed what it knew. */
const QUIET_MS = 5_000;
const ANSWER_MS = 5_000;
/** One that stands still does for ever. No other is silent, or takes, so long, whoever is killed and however slow the machine. */
const SILENCE_MS = 120_000;
const PATIENCE_MS = 360_000;
/** Between two looks at what waits for somebody. */
const PAUSE_MS = 20;

/**
 * Plays one onboarding with all that people say to it, and checks the guarantees. It is seen as our API sees it, in what the
 * workflow writes: a query in between can make the SDK replay differently (decision 003).
 */
export async function play(
  one: Scenario,
  client: Client,
  stages: Stages,
  timeIsUp: AbortSignal,
): Promise<OnboardingStatus> {
  const id = randomUUID();
  const staged = stages.open(id, one);
  const handle = await startOnboarding(client, anInput(stepsOf(one), { id }), { workflowTaskTimeout: TASK_MS });
  try {
    const view = await new Audience(client, handle, staged).followToTheEnd(timeIsUp);
    check(one, view, staged.effects);
    return view.status;
  } catch (error) {
    throw new Error(`${String(error)}\nIts history: ${await keepHistory(handle).catch(String)}`, { cause: error });
  } finally {
    stages.close(id);
  }
}

/** Everybody who has a say in one onboarding. */
class Audience {
  private readonly beganAt = Date.now();
  private heardAt = Date.now();
  private askedAt = Date.now();
  private compared = 0;
  private heard?: Snapshot;
  private isMoved = false;
  private isCancelled = false;

  constructor(
    private readonly client: Client,
    private readonly handle: WorkflowHandle,
    private readonly staged: Staged,
  ) {}

  /**
   * Until the workflow itself has ended: what is said in the moment of its last word (Temporal's UnhandledCommand) has it go on.
   * @throws AbortError once time is up
   */
  async followToTheEnd(timeIsUp: AbortSignal): Promise<OnboardingView> {
    let end: { view: OnboardingView } | { error: unknown } | undefined;
    this.handle.result().then(
      (view) => (end = { view }),
      (error: unknown) => (end = { error }),
    );
    for (;;) {
      if (end !== undefined) {
        if ('view' in end) return end.view;
        throw end.error;
      }
      await this.listen();
      await this.comeBetween();
      await this.askWhatIsOwed();
      if (Date.now() > Math.min(this.heardAt + SILENCE_MS, this.beganAt + PATIENCE_MS))
        throw new Error(`It does not end: ${JSON.stringify(this.heard?.view)}`);
      await sleep(PAUSE_MS, undefined, { signal: timeIsUp });
    }
  }

  private async listen(): Promise<void> {
    const { latest } = this.staged;
    if (latest === this.heard || latest === undefined) return;
    this.heard = latest;
    this.heardAt = this.askedAt = Date.now();
    for (const step of latest.view.steps) await this.answer(step);
  }

  /** It is moved, and cancelled, each once. */
  private async comeBetween(): Promise<void> {
    const { one, effects } = this.staged;
    const isTime = (after = Infinity): boolean => effects.calls.length >= after;
    if (this.heard === undefined) return;
    if (!this.isMoved && isTime(one.moveAfter)) {
      this.isMoved = true;
      await this.say('reschedule', { startDate: '2027-05-03' }, HR);
    }
    if (!this.isCancelled && isTime(one.cancelAfter)) {
      this.isCancelled = true;
      await this.say('cancel', { reason: 'no more' }, HR);
    }
  }

  /** What people say to a step that waits for them. */
  private async answer({ id: step, kind, status }: StepView): Promise<void> {
    const draft = draftOf(this.staged.one, step);
    if (status === 'undo-failed') await this.say('resolveFailure', { step, action: 'retry' }, HR);
    if (status === 'failed' && this.heard?.view.ending === undefined)
      await this.say('resolveFailure', { step, action: draft?.answer ?? 'retry' }, HR);
    const isOpen = status === 'waiting' || status === 'undoing';
    if (kind === 'approval' && isOpen) await this.say(draft?.declined ? 'decline' : 'approve', { step }, MANAGER);
    if (kind === 'task' && isOpen) await this.say('completeTask', { step }, IT);
  }

  private async say(signal: string, message: object, by: string): Promise<void> {
    await this.handle.signal(signal, { ...message, by }).catch(() => undefined);
  }

  /** As the reconciler: one that has been quiet is asked itself, once for each length of its history. */
  private async askWhatIsOwed(): Promise<void> {
    if (Date.now() < this.askedAt + QUIET_MS) return;
    const ask = async (): Promise<void> => {
      const { historyLength, raw } = await this.handle.describe();
      if (historyLength === this.compared || raw.pendingWorkflowTask) return;
      this.staged.take(await this.handle.query<Snapshot>(QUERIES.snapshot));
      this.compared = historyLength;
    };
    await this.client.withDeadline(Date.now() + ANSWER_MS, ask).catch(() => undefined);
    this.askedAt = Date.now();
  }
}

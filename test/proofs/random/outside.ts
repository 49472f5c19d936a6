import { ApplicationFailure } from '@temporalio/common';
import type { EffectCall } from '../../../src/domain/plan/types';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { Outside } from './calls';
import { Effects } from './guarantees';
import { draftOf, type Scenario } from './scenario';

/** One onboarding of the test: what becomes of its steps, what is there of it, and what is known of it. */
export class Staged {
  readonly effects = new Effects();
  latest?: Snapshot;
  /** Calls and snapshots so far. */
  private happened = 0;

  constructor(readonly one: Scenario) {}

  /** Taken where it is not older than what is known, as the database does. */
  take(snapshot: Snapshot): void {
    if (this.latest === undefined || !isOlder(snapshot.revision, this.latest.revision)) this.latest = snapshot;
  }

  /** @returns whether this is the moment in which the worker is to be killed */
  happens(): boolean {
    this.happened += 1;
    return this.happened === this.one.killAt;
  }

  run(name: string, { generation }: EffectCall): unknown {
    const draft = draftOf(this.one, name);
    const attempt = this.effects.attempt(name, generation);
    if (draft?.failure === 'branches') throw ApplicationFailure.nonRetryable('elsewhere', 'Elsewhere');
    if (draft?.failure === 'for-good') throw ApplicationFailure.nonRetryable('never', 'Permanent');
    if (draft?.failure === 'asks' && attempt === 1 && generation === 1)
      throw ApplicationFailure.nonRetryable('not yet', 'Permanent');
    this.effects.happen(name, generation);
    if (draft?.crashes && attempt === 1) throw new Error('crashed');
    return { name };
  }

  undo(name: string, { generation }: EffectCall): void {
    if (draftOf(this.one, name)?.undoFailsOnce && this.effects.attempt(`${name}.undo`, 0) === 1)
      throw ApplicationFailure.nonRetryable('not yet', 'Permanent');
    this.effects.takeBack(name, generation);
  }
}

const UNDO = '.undo';

/** All onboardings that are played now, as the workers reach them. */
export class Stages implements Outside {
  private readonly stages = new Map<string, Staged>();

  /** @param kill kills the worker */
  constructor(private readonly kill: () => void) {}

  open(id: string, one: Scenario): Staged {
    const staged = new Staged(one);
    this.stages.set(id, staged);
    return staged;
  }

  close(id: string): void {
    this.stages.delete(id);
  }

  perform(activity: string, call: EffectCall): unknown {
    const staged = this.stages.get(call.onboardingId);
    if (staged === undefined) throw new Error('no such onboarding');
    try {
      return activity.endsWith(UNDO) ? staged.undo(activity.slice(0, -UNDO.length), call) : staged.run(activity, call);
    } finally {
      // What it did is done; nobody hears of it.
      if (staged.happens()) this.kill();
    }
  }

  take(snapshot: Snapshot): void {
    const staged = this.stages.get(snapshot.view.id);
    staged?.take(snapshot);
    if (staged?.happens()) this.kill();
  }
}

function isOlder(revision: readonly number[], than: readonly number[]): boolean {
  const differing = revision.findIndex((part, index) => part !== than[index]);
  return differing >= 0 && (revision[differing] ?? 0) < (than[differing] ?? 0);
}

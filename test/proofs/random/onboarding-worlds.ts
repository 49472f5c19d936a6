import { ApplicationFailure } from '@temporalio/common';
import type { EffectInput } from '../../../src/domain/plan/resolved-plan';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { ExternalWorld } from './worker-protocol';
import { EffectRegistry } from './guarantees';
import { findDraft, type RandomScenario } from './random-scenario';

/** One onboarding of the test: scripted outcomes of its steps, its effects, and its latest snapshot. */
export class OnboardingWorld {
  readonly effects = new EffectRegistry();
  latest?: Snapshot;
  /** Activity calls and snapshots so far. */
  private eventCount = 0;

  constructor(readonly scenario: RandomScenario) {}

  /** Ignores a snapshot that is older than the latest, as the database does. */
  acceptSnapshot(snapshot: Snapshot): void {
    if (this.latest === undefined || !isOlder(snapshot.revision, this.latest.revision)) this.latest = snapshot;
  }

  /** Counts an event. True if the worker must be killed at this one. */
  reachesKillPoint(): boolean {
    this.eventCount += 1;
    return this.eventCount === this.scenario.killAt;
  }

  run(name: string, { generation }: EffectInput): unknown {
    const draft = findDraft(this.scenario, name);
    const attempt = this.effects.countAttempt(name, generation);
    if (draft?.failure === 'branches') throw ApplicationFailure.nonRetryable('elsewhere', 'Elsewhere');
    if (draft?.failure === 'for-good') throw ApplicationFailure.nonRetryable('never', 'Permanent');
    if (draft?.failure === 'asks' && attempt === 1 && generation === 1)
      throw ApplicationFailure.nonRetryable('not yet', 'Permanent');
    this.effects.applyEffect(name, generation);
    if (draft?.crashesOnce && attempt === 1) throw new Error('crashed');
    return { name };
  }

  undo(name: string, { generation }: EffectInput): void {
    if (findDraft(this.scenario, name)?.undoFailsOnce && this.effects.countAttempt(`${name}.undo`, 0) === 1)
      throw ApplicationFailure.nonRetryable('not yet', 'Permanent');
    this.effects.undoEffect(name, generation);
  }
}

const UNDO_SUFFIX = '.undo';

/** All running onboardings, as called by the workers. */
export class OnboardingWorlds implements ExternalWorld {
  private readonly worlds = new Map<string, OnboardingWorld>();

  constructor(private readonly kill: () => void) {}

  open(id: string, scenario: RandomScenario): OnboardingWorld {
    const world = new OnboardingWorld(scenario);
    this.worlds.set(id, world);
    return world;
  }

  close(id: string): void {
    this.worlds.delete(id);
  }

  runActivity(activity: string, call: EffectInput): unknown {
    const world = this.worlds.get(call.onboardingId);
    if (world === undefined) throw new Error('no such onboarding');
    try {
      return activity.endsWith(UNDO_SUFFIX)
        ? world.undo(activity.slice(0, -UNDO_SUFFIX.length), call)
        : world.run(activity, call);
    } finally {
      // The effect stays, but its result does not reach Temporal.
      if (world.reachesKillPoint()) this.kill();
    }
  }

  acceptSnapshot(snapshot: Snapshot): void {
    const world = this.worlds.get(snapshot.view.id);
    world?.acceptSnapshot(snapshot);
    if (world?.reachesKillPoint()) this.kill();
  }
}

function isOlder(revision: readonly number[], other: readonly number[]): boolean {
  const differing = revision.findIndex((part, index) => part !== other[index]);
  return differing >= 0 && (revision[differing] ?? 0) < (other[differing] ?? 0);
}

import { ApplicationFailure } from '@temporalio/common';
import type { OnboardingView, StepView } from '../../../src/domain/onboarding/view';
import { findDependents } from '../../../src/domain/onboarding/step-graph';
import { type RandomScenario, buildSteps } from './random-scenario';

/** External systems: the effects that are in place, and all calls in order. */
export class EffectRegistry {
  readonly calls: string[] = [];
  private readonly activeGenerations = new Map<string, Set<number>>();
  private readonly tombstones = new Set<string>();
  private readonly attempts = new Map<string, number>();

  /** Records a call and returns the number of the attempt within its generation. */
  countAttempt(name: string, generation: number): number {
    const key = `${name}/${String(generation)}`;
    this.calls.push(name);
    this.attempts.set(key, (this.attempts.get(key) ?? 0) + 1);
    return this.attempts.get(key) ?? 0;
  }

  /** @throws ApplicationFailure `EffectUndone` if the generation was undone before, as our ledger does */
  applyEffect(name: string, generation: number): void {
    if (this.tombstones.has(`${name}/${String(generation)}`))
      throw ApplicationFailure.nonRetryable('It was undone.', 'EffectUndone');
    this.getActiveGenerations(name).add(generation);
  }

  undoEffect(name: string, generation: number): void {
    if (this.calls.at(-1) !== `${name}.undo`) this.calls.push(`${name}.undo`);
    this.getActiveGenerations(name).delete(generation);
    this.tombstones.add(`${name}/${String(generation)}`);
  }

  /** Generations whose effect is in place. */
  getActiveGenerations(name: string): Set<number> {
    const found = this.activeGenerations.get(name) ?? new Set();
    this.activeGenerations.set(name, found);
    return found;
  }
}

/** Asserts the guarantees of an onboarding that has ended. */
export function checkGuarantees(scenario: RandomScenario, view: OnboardingView, effects: EffectRegistry): void {
  for (const step of view.steps.filter(({ kind }) => kind === 'activity')) checkEffects(step, scenario, view, effects);
  expect(view.steps.filter(({ status, kind }) => kind === 'approval' && status === 'waiting')).toEqual([]);
  // No late attempt is awaited: a step that fails by a tombstone has run a generation that was already undone.
  expect(view.steps.filter(({ error }) => error?.code === 'EffectUndone')).toEqual([]);
  checkOrder(scenario, effects.calls);
  if (view.status === 'completed') return;
  expect(view.steps.filter(({ armed }) => armed)).toEqual([]);
  const isPlain =
    scenario.moveAfter === undefined &&
    scenario.drafts.every(({ failure }) => failure === 'none' || failure === 'for-good');
  if (isPlain) checkUndoOrder(scenario, effects.calls);
}

/** Expects the effect of the latest generation, and others only with redo `again`; none unless completed and done. */
function checkEffects(
  { id, status, generation }: StepView,
  scenario: RandomScenario,
  view: OnboardingView,
  effects: EffectRegistry,
): void {
  const active = [...effects.getActiveGenerations(id)];
  if (view.status !== 'completed' || status !== 'done') {
    expect([id, active]).toEqual([id, []]);
    return;
  }
  expect(active).toContain(generation);
  const isReplacing = scenario.drafts[Number(id.slice(1))]?.redo === 'again';
  if (!isReplacing) expect(active).toEqual([generation]);
}

function checkOrder(scenario: RandomScenario, calls: readonly string[]): void {
  for (const { id, after } of buildSteps(scenario)) {
    for (const before of after) {
      if (calls.includes(id) && calls.includes(before)) expect(calls.indexOf(before)).toBeLessThan(calls.indexOf(id));
    }
  }
}

function checkUndoOrder(scenario: RandomScenario, calls: readonly string[]): void {
  for (const [id, dependents] of findDependents(buildSteps(scenario))) {
    for (const dependent of dependents) {
      if (!calls.includes(`${id}.undo`) || !calls.includes(`${dependent}.undo`)) continue;
      expect(calls.lastIndexOf(`${dependent}.undo`)).toBeLessThan(calls.indexOf(`${id}.undo`));
    }
  }
}

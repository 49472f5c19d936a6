import { ApplicationFailure } from '@temporalio/common';
import type { ActivityDefinition } from '../../activities/define-activity';
import { toUndoActivityName } from '../domain/ids';
import type { EffectInput } from '../domain/plan/resolved-plan';
import { createSample } from './schema-sample';
import type { Overrides } from './overrides';

type Activities = Readonly<Record<string, Pick<ActivityDefinition, 'result'>>>;
type FakeActivity = (call: EffectInput) => Promise<unknown>;

/**
 * Creates a fake of each activity and its undo: returns a sample result unless the overrides fail the step.
 * @throws Error with the name of an activity whose result schema no sample fits
 */
export function createFakeActivities(activities: Activities, { failures }: Overrides): Record<string, FakeActivity> {
  const createFake =
    (result: unknown, toTarget: (step: string) => string): FakeActivity =>
    ({ step }) => {
      const target = toTarget(step);
      const type = failures.get(target);
      if (type === undefined) return Promise.resolve(result);
      return Promise.reject(ApplicationFailure.nonRetryable(`${type}, as --fail ${target} wants it`, type));
    };
  return Object.fromEntries(
    Object.entries(activities).flatMap(([name, { result }]) => [
      [name, createFake(createSampleResult(name, result), (step) => step)],
      [toUndoActivityName(name), createFake(undefined, (step) => `${step}.undo`)],
    ]),
  );
}

function createSampleResult(name: string, schema: ActivityDefinition['result']): unknown {
  try {
    return createSample(schema);
  } catch (error) {
    throw new Error(`Activity ${name}: ${(error as Error).message}`, { cause: error });
  }
}

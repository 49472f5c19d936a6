import { ApplicationFailure } from '@temporalio/common';
import type { ActivityDefinition } from '../../activities/define';
import { undoOf } from '../domain/ids';
import type { EffectCall } from '../domain/plan/types';
import { sampleOf } from './sample';
import type { Wishes } from './overrides';

type Activities = Readonly<Record<string, Pick<ActivityDefinition, 'result'>>>;
type StandIn = (call: EffectCall) => Promise<unknown>;

/**
 * In place of each activity and its undo, for a worker: succeeds with a sample of its result, unless its step is to fail.
 * @throws Error naming the activity whose result no sample fits
 */
export function standIns(activities: Activities, { failures }: Wishes): Record<string, StandIn> {
  const standIn =
    (result: unknown, targetOf: (step: string) => string): StandIn =>
    ({ step }) => {
      const target = targetOf(step);
      const type = failures.get(target);
      if (type === undefined) return Promise.resolve(result);
      return Promise.reject(ApplicationFailure.nonRetryable(`${type}, as --fail ${target} wants it`, type));
    };
  return Object.fromEntries(
    Object.entries(activities).flatMap(([name, { result }]) => [
      [name, standIn(resultOf(name, result), (step) => step)],
      [undoOf(name), standIn(undefined, (step) => `${step}.undo`)],
    ]),
  );
}

function resultOf(name: string, schema: ActivityDefinition['result']): unknown {
  try {
    return sampleOf(schema);
  } catch (error) {
    throw new Error(`Activity ${name}: ${(error as Error).message}`, { cause: error });
  }
}

import type { z } from 'zod';
import type { previewSchema } from '../../../api/resources/onboardings/preview-schema';

export type Preview = z.output<typeof previewSchema>;
export type PreviewStep = Preview['steps'][number];

/** Earliest start (`from`) and due instant or, without one, latest begin (`until`). */
export interface StepWindow {
  step: PreviewStep;
  from: string;
  until?: string;
}

/** True unless the step is skipped or runs only after a failure. */
export const isExpectedToRun = ({ reason, onlyAsBranch }: PreviewStep): boolean =>
  reason === undefined && onlyAsBranch !== true;

/**
 * Computes the windows of steps expected to run. A step may begin once all its predecessors may, and not before its own
 * date. A skipped step delays no other.
 */
export function computeStepWindows({ steps }: Preview, now: string): StepWindow[] {
  const earliestStarts = new Map<string, string>();
  const findEarliestStart = (id: string): string => {
    const step = steps.find((other) => other.id === id);
    const earliestStart =
      earliestStarts.get(id) ??
      findLatestInstant([now, ...toStartDates(step), ...(step?.after ?? []).map(findEarliestStart)]);
    earliestStarts.set(id, earliestStart);
    return earliestStart;
  };
  return steps.filter(isExpectedToRun).map((step) => ({
    step,
    from: findEarliestStart(step.id),
    until: step.dueAt ?? step.beginBy?.latest,
  }));
}

const toStartDates = (step: PreviewStep | undefined): string[] =>
  step?.startAt !== undefined && isExpectedToRun(step) ? [step.startAt] : [];

const findLatestInstant = (instants: readonly string[]): string =>
  instants.reduce((last, other) => (Date.parse(other) > Date.parse(last) ? other : last));

import type { z } from 'zod';
import type { previewSchema } from '../../../api/resources/onboardings/preview-schema';

export type Preview = z.output<typeof previewSchema>;
export type PreviewStep = Preview['steps'][number];

/** From when on a step may begin, and by when it has to be done. */
export interface StepWindow {
  step: PreviewStep;
  from: string;
  until?: string;
}

/** Whether the step is to run, as far as anybody knows before something fails. */
export const isExpectedToRun = ({ skipped, branch }: PreviewStep): boolean => skipped === undefined && branch !== true;

/**
 * The window of every step that is to run: it may begin once the last of those before it may, and not before its own date. A
 * step that is left out holds nobody up.
 */
export function computeStepWindows({ steps }: Preview, now: string): StepWindow[] {
  const known = new Map<string, string>();
  const findEarliestStart = (id: string): string => {
    const step = steps.find((other) => other.id === id);
    const found =
      known.get(id) ?? findLatestInstant([now, ...toStartDates(step), ...(step?.after ?? []).map(findEarliestStart)]);
    known.set(id, found);
    return found;
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

import type { OnboardingView } from '../../../domain/onboarding/view';
import type { ReplanResult } from '../../../domain/planning-activities';
import type { Warning } from '../../../domain/warnings/warning';
import { loadWarningFacts } from '../../../database/warning-facts';
import type { PlannedHire } from '../../../planning/warnings/demand';
import type { ApiContext } from '../../http/context';

/** Warnings about the request itself; the others depend on dates, stock and seats, and so on any change. */
const CODES_OF_THE_REQUEST = [
  'manager.unknown',
  'address.missing',
  'holder.open',
  'holder.same-address',
  'holder.same-name',
];
const UNSETTLED_STATUSES = ['pending', 'waiting', 'running', 'failed'];

/** Lists the warnings that the change adds to those of the request before. */
export async function listPlanChangeWarnings(
  { database, planner }: ApiContext,
  { id, steps }: OnboardingView,
  { before, after }: { before: PlannedHire; after: ReplanResult },
): Promise<Warning[]> {
  const { request, plan, at, corrections = [] } = after;
  const hasMoved = before.plan.dayOne.date !== plan.dayOne.date;
  const willRun = (stepId: string, status: string): boolean =>
    UNSETTLED_STATUSES.includes(status) ||
    corrections.some(({ step, kind }) => step === stepId && kind === 'redo') ||
    (hasMoved && status === 'done' && plan.steps.some((step) => step.id === stepId && step.redo !== undefined));
  const settledSteps = steps.filter((step) => !willRun(step.id, step.status)).map((step) => step.id);
  const changed = { request, plan, settledSteps };
  const facts = await loadWarningFacts(database, {
    requests: [before.request, request],
    courses: planner.listCourses([changed]),
    activities: planner.demandingActivities,
    onboardingId: id,
    now: at,
  });
  const earlierWarnings = planner.listWarnings([before], facts).map((warning) => JSON.stringify(warning));
  return planner
    .listWarnings([changed], facts)
    .filter(
      (warning) => !CODES_OF_THE_REQUEST.includes(warning.code) || !earlierWarnings.includes(JSON.stringify(warning)),
    );
}

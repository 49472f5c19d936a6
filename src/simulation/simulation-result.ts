import type { Instant } from '../domain/plan/resolved-plan';
import type { Readiness } from '../domain/status';
import type { Warning } from '../domain/warnings/warning';
import type { OnboardingView, TimelineEntry } from '../domain/onboarding/view';

/** Observed run of a simulation. */
export type SimulatedRun = Omit<SimulationResult, 'warnings'>;

export interface SimulationResult {
  /** Final view, with the complete timeline. */
  view: OnboardingView;
  /** Horizon of an onboarding that never ended. */
  gaveUpAt?: Instant;
  /** Readiness changes, starting with that at submission. */
  readiness: { at: Instant; readiness: Readiness; cause?: string }[];
  /** Warnings of a preview, by the stock and seats of the sample company. */
  warnings: Warning[];
  /** Names of the assignees, by the `seq` of the timeline entry that opened or repeated the request. */
  assigneeNames: Record<TimelineEntry['seq'], string[]>;
}

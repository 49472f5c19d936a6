import type { Instant } from '../domain/plan/resolved-plan';
import type { Readiness } from '../domain/status';
import type { OnboardingView, TimelineEntry } from '../domain/onboarding/view';

/** What would happen, as far as it was played. */
export interface SimulationResult {
  /** As it was in the end; its timeline is whole. */
  view: OnboardingView;
  /** Where it never ended: until when it was waited for. */
  gaveUpAt?: Instant;
  /** Each time that readiness changed, the first as it was submitted. */
  readiness: { at: Instant; readiness: Readiness; cause?: string }[];
  /** Names of those asked, by the `seq` of the timeline's entry that asked them. */
  asked: Record<TimelineEntry['seq'], string[]>;
}

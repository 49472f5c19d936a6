import type { Instant } from '../contract/plan';
import type { Readiness } from '../contract/status';
import type { OnboardingView, TimelineEntry } from '../contract/view';

/** What would happen, as far as it was played. */
export interface Simulation {
  /** As it was in the end; its timeline is whole. */
  view: OnboardingView;
  /** Where it never ended: until when it was waited for. */
  gaveUpAt?: Instant;
  /** Each time that readiness changed, the first as it was submitted. */
  readiness: { at: Instant; readiness: Readiness; cause?: string }[];
  /** Names of those asked, by the `seq` of the timeline's entry that asked them. */
  asked: Record<TimelineEntry['seq'], string[]>;
}

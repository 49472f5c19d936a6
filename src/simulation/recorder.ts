import type { Instant } from '../domain/plan/resolved-plan';
import type { Snapshot } from '../domain/onboarding/snapshot';
import type { OnboardingView, TimelineEntry } from '../domain/onboarding/view';
import type { SimulatedRun } from './simulation-result';

const KINDS_ASKING_PEOPLE = ['approval-requested', 'task-requested', 'reminded', 'escalated', 'expired', 'failed'];
const ROLLBACK_KINDS_ASKING_PEOPLE = ['undo-task-requested', 'undo-failed'];
/** Shorter readiness changes are dropped: they only show the time that a step itself takes. */
const MIN_READINESS_DURATION_MS = 60_000;

/** Collects the snapshots of a simulated onboarding. */
export class Recorder {
  private readonly timeline = new Map<number, TimelineEntry>();
  private readonly assigneeNames: SimulatedRun['assigneeNames'] = {};
  private readonly readiness: SimulatedRun['readiness'] = [];
  private latest: OnboardingView | undefined;

  /** @param now instant on the workflow's clock */
  recordSnapshot({ view, timeline }: Snapshot, now: Instant): OnboardingView {
    this.recordElapsedReadiness(now);
    for (const entry of timeline) this.addEntry(entry, view);
    this.latest = { ...view, timeline: [...this.timeline.values()] };
    this.recordReadiness(view.readiness, view.readinessCause, now);
    return this.latest;
  }

  /** @throws Error if no snapshot was recorded */
  buildResult(gaveUpAt?: Instant): SimulatedRun {
    if (this.latest === undefined) throw new Error('The onboarding told nothing of itself.');
    if (gaveUpAt !== undefined) this.recordElapsedReadiness(gaveUpAt);
    return { view: this.latest, gaveUpAt, readiness: this.readiness, assigneeNames: this.assigneeNames };
  }

  private addEntry(entry: TimelineEntry, { steps, termination }: OnboardingView): void {
    if (this.timeline.has(entry.seq)) return;
    this.timeline.set(entry.seq, entry);
    const people = steps.find(({ id }) => id === entry.step)?.people ?? [];
    const isRequest =
      (termination === undefined && KINDS_ASKING_PEOPLE.includes(entry.kind)) ||
      ROLLBACK_KINDS_ASKING_PEOPLE.includes(entry.kind);
    if (isRequest && people.length > 0) this.assigneeNames[entry.seq] = people.map(({ name }) => name);
  }

  /** Readiness can change by elapsed time alone, without a snapshot. */
  private recordElapsedReadiness(now: Instant): void {
    const { atRiskAt, atRiskCause, lateAt, lateCause } = this.latest ?? {};
    const hasPassed = (at: Instant | undefined): at is Instant => at !== undefined && Date.parse(at) < Date.parse(now);
    if (hasPassed(atRiskAt)) this.recordReadiness('at-risk', atRiskCause, atRiskAt);
    if (hasPassed(lateAt)) this.recordReadiness('late', lateCause, lateAt);
  }

  private recordReadiness(readiness: OnboardingView['readiness'], cause: string | undefined, at: Instant): void {
    const previous = this.readiness.at(-1);
    if (previous?.readiness === readiness) return;
    const wasMomentary = previous !== undefined && Date.parse(at) - Date.parse(previous.at) < MIN_READINESS_DURATION_MS;
    if (wasMomentary) this.readiness.pop();
    if (this.readiness.at(-1)?.readiness !== readiness) this.readiness.push({ at, readiness, cause });
  }
}

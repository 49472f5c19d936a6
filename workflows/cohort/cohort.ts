import { workflowInfo } from '@temporalio/workflow';
import type {
  CohortInput,
  CohortCommand,
  CohortState,
  CohortProgress,
  CohortView,
  RowRange,
} from '../../src/domain/cohort';

const MAX_IGNORED_MESSAGES = 20;
const ZERO_ROW_COUNTS = { waiting: 0, started: 0, failed: 0, cancelled: 0, invalid: 0 };

/** How far a cohort's workflow has come. Nothing here waits. */
export class Cohort {
  private readonly state: CohortState;

  constructor(readonly input: CohortInput) {
    this.state = input.carried ?? {
      order: { what: 'start' },
      stand: { lastRow: 0, rows: ZERO_ROW_COUNTS, open: 0 },
      ignored: [],
    };
  }

  get command(): CohortCommand {
    return this.state.order;
  }

  get progress(): CohortProgress {
    return this.state.stand;
  }

  /** Whether the order's first step was made; not so for one that has just come. */
  get hasStartedCommand(): boolean {
    return this.state.next !== undefined;
  }

  get isCommandComplete(): boolean {
    return this.state.next !== undefined && this.state.next > this.progress.lastRow;
  }

  /** Nothing waits to be started and every onboarding has ended: there is nothing left to be said to it. */
  get isFinished(): boolean {
    return this.isCommandComplete && this.progress.rows.waiting === 0 && this.progress.open === 0;
  }

  get isHistoryFull(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength > this.input.historyEvents;
  }

  /** The input with which the next run of this workflow goes on from here. */
  get inputForNextRun(): CohortInput {
    return { ...this.input, carried: this.state };
  }

  /** The last word counts: from here on only this is done. Gives the reason where it changes nothing. */
  accept(command: CohortCommand): string | undefined {
    const { order: current } = this.state;
    if (this.input.apiOnly && command.authority === undefined)
      return 'unverified: only what comes through the API counts';
    // Delivered again by the starter.
    if (command.authority !== undefined && command.authority.decisionId === current.authority?.decisionId)
      return undefined;
    if (command.what === 'cancel' && current.what === 'cancel' && !this.isCommandComplete)
      return 'it is already being cancelled';
    this.state.order = command;
    this.state.next = undefined;
    return undefined;
  }

  /** The order's first step is made; where another one came meanwhile, that one is not begun by this. */
  markCommandStarted(command: CohortCommand, progress: CohortProgress): void {
    this.state.stand = progress;
    if (command === this.command) this.state.next = 1;
  }

  /** The rows that come next; none where another order came, all are through, or the history is full. */
  takeNextRange(): RowRange | undefined {
    const { next } = this.state;
    if (next === undefined || this.isCommandComplete || this.isHistoryFull) return undefined;
    const to = Math.min(next + this.input.chunkRows - 1, this.progress.lastRow);
    this.state.next = to + 1;
    return { cohortId: this.input.cohortId, from: next, to };
  }

  updateProgress(progress: CohortProgress): void {
    this.state.stand = progress;
  }

  recordIgnored(reason: string): void {
    this.state.ignored = [...this.state.ignored, reason].slice(-MAX_IGNORED_MESSAGES);
  }

  buildView(): CohortView {
    return {
      ...this.progress,
      order: this.command.what,
      carriedOut: this.isCommandComplete,
      ignored: this.state.ignored,
    };
  }
}

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

/** State of a cohort's workflow. Synchronous: nothing here waits. */
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

  /** False until the first activity of the current command has completed. */
  get hasStartedCommand(): boolean {
    return this.state.next !== undefined;
  }

  get isCommandComplete(): boolean {
    return this.state.next !== undefined && this.state.next > this.progress.lastRow;
  }

  /** True if no waiting row and no open onboarding is left. */
  get isFinished(): boolean {
    return this.isCommandComplete && this.progress.rows.waiting === 0 && this.progress.open === 0;
  }

  get isHistoryFull(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength > this.input.historyEvents;
  }

  get inputForNextRun(): CohortInput {
    return { ...this.input, carried: this.state };
  }

  /**
   * Replaces the current command: the latest wins.
   * @returns the reason if the command is ignored
   */
  accept(command: CohortCommand): string | undefined {
    const { order: current } = this.state;
    if (this.input.apiOnly && command.authority === undefined)
      return 'unverified: only what comes through the API counts';
    // Redelivered by the starter.
    if (command.authority !== undefined && command.authority.decisionId === current.authority?.decisionId)
      return undefined;
    if (command.what === 'cancel' && current.what === 'cancel' && !this.isCommandComplete)
      return 'it is already being cancelled';
    this.state.order = command;
    this.state.next = undefined;
    return undefined;
  }

  /** Marks the command as started, unless a newer one has arrived meanwhile. */
  markCommandStarted(command: CohortCommand, progress: CohortProgress): void {
    this.state.stand = progress;
    if (command === this.command) this.state.next = 1;
  }

  /** Returns undefined if a new command has arrived, all rows are processed, or the history is full. */
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

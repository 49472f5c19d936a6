import { workflowInfo } from '@temporalio/workflow';
import { createReason, type Reason } from '../../src/domain/reasons/reason';
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
    this.state = input.carriedState ?? {
      command: { action: 'start' },
      progress: { lastRow: 0, rows: ZERO_ROW_COUNTS, open: 0 },
      ignored: [],
    };
  }

  get command(): CohortCommand {
    return this.state.command;
  }

  get progress(): CohortProgress {
    return this.state.progress;
  }

  /** False until the first activity of the current command has completed. */
  get hasStartedCommand(): boolean {
    return this.state.nextRow !== undefined;
  }

  get isCommandComplete(): boolean {
    return this.state.nextRow !== undefined && this.state.nextRow > this.progress.lastRow;
  }

  /** True if no waiting row and no open onboarding is left. */
  get isFinished(): boolean {
    return this.isCommandComplete && this.progress.rows.waiting === 0 && this.progress.open === 0;
  }

  get isHistoryFull(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength > this.input.maxHistoryEvents;
  }

  get inputForNextRun(): CohortInput {
    return { ...this.input, carriedState: this.state };
  }

  /**
   * Replaces the current command: the latest wins.
   * @returns the reason if the command is ignored
   */
  accept(command: CohortCommand): Reason | undefined {
    const { command: current, decisionIds = [] } = this.state;
    if (this.input.apiOnly && command.authority === undefined) return createReason('unverified', {});
    if (command.authority !== undefined) {
      // Redelivered by the starter, or sent again by another client.
      if (decisionIds.includes(command.authority.decisionId)) return undefined;
      this.state.decisionIds = [...decisionIds, command.authority.decisionId];
    }
    if (command.action === 'cancel' && current.action === 'cancel' && !this.isCommandComplete)
      return createReason('not-waiting.cohort-cancelled', {});
    this.state.command = command;
    this.state.nextRow = undefined;
    return undefined;
  }

  /** Marks the command as started, unless a newer one has arrived meanwhile. */
  markCommandStarted(command: CohortCommand, progress: CohortProgress): void {
    this.state.progress = progress;
    if (command === this.command) this.state.nextRow = 1;
  }

  /** Returns undefined if a new command has arrived, all rows are processed, or the history is full. */
  takeNextRange(): RowRange | undefined {
    const { nextRow } = this.state;
    if (nextRow === undefined || this.isCommandComplete || this.isHistoryFull) return undefined;
    const to = Math.min(nextRow + this.input.rowsPerRange - 1, this.progress.lastRow);
    this.state.nextRow = to + 1;
    return { cohortId: this.input.cohortId, from: nextRow, to };
  }

  updateProgress(progress: CohortProgress): void {
    this.state.progress = progress;
  }

  recordIgnored(reason: Reason): void {
    this.state.ignored = [...this.state.ignored, reason].slice(-MAX_IGNORED_MESSAGES);
  }

  buildView(): CohortView {
    return {
      ...this.progress,
      action: this.command.action,
      isCommandComplete: this.isCommandComplete,
      ignored: this.state.ignored,
    };
  }
}

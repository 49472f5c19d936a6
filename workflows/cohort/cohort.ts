import { workflowInfo } from '@temporalio/workflow';
import type {
  CohortInput,
  CohortOrder,
  CohortProgress,
  CohortStand,
  CohortView,
  RowRange,
} from '../../src/domain/cohort';

const KEPT_IGNORED = 20;
const NO_ROWS = { waiting: 0, started: 0, failed: 0, cancelled: 0, invalid: 0 };

/** How far a cohort's workflow has come. Nothing here waits. */
export class Cohort {
  private readonly state: CohortProgress;

  constructor(readonly input: CohortInput) {
    this.state = input.carried ?? {
      order: { what: 'start' },
      stand: { lastRow: 0, rows: NO_ROWS, open: 0 },
      ignored: [],
    };
  }

  get order(): CohortOrder {
    return this.state.order;
  }

  get stand(): CohortStand {
    return this.state.stand;
  }

  /** Whether the order's first step was made; not so for one that has just come. */
  get isBegun(): boolean {
    return this.state.next !== undefined;
  }

  get isCarriedOut(): boolean {
    return this.state.next !== undefined && this.state.next > this.stand.lastRow;
  }

  /** Nothing waits to be started and every onboarding has ended: there is nothing left to be said to it. */
  get isOver(): boolean {
    return this.isCarriedOut && this.stand.rows.waiting === 0 && this.stand.open === 0;
  }

  get isHistoryFull(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    return continueAsNewSuggested || historyLength > this.input.historyEvents;
  }

  /** The input with which the next run of this workflow goes on from here. */
  get carriedOn(): CohortInput {
    return { ...this.input, carried: this.state };
  }

  /** The last word counts: from here on only this is done. Gives the reason where it changes nothing. */
  take(order: CohortOrder): string | undefined {
    const { order: current } = this.state;
    if (this.input.apiOnly && order.authority === undefined)
      return 'unverified: only what comes through the API counts';
    // Delivered again by the starter.
    if (order.authority !== undefined && order.authority.decisionId === current.authority?.decisionId) return undefined;
    if (order.what === 'cancel' && current.what === 'cancel' && !this.isCarriedOut)
      return 'it is already being cancelled';
    this.state.order = order;
    this.state.next = undefined;
    return undefined;
  }

  /** The order's first step is made; where another one came meanwhile, that one is not begun by this. */
  begin(order: CohortOrder, stand: CohortStand): void {
    this.state.stand = stand;
    if (order === this.order) this.state.next = 1;
  }

  /** The rows that come next; none where another order came, all are through, or the history is full. */
  nextRange(): RowRange | undefined {
    const { next } = this.state;
    if (next === undefined || this.isCarriedOut || this.isHistoryFull) return undefined;
    const to = Math.min(next + this.input.chunkRows - 1, this.stand.lastRow);
    this.state.next = to + 1;
    return { cohortId: this.input.cohortId, from: next, to };
  }

  stands(stand: CohortStand): void {
    this.state.stand = stand;
  }

  ignore(what: string): void {
    this.state.ignored = [...this.state.ignored, what].slice(-KEPT_IGNORED);
  }

  view(): CohortView {
    return { ...this.stand, order: this.order.what, carriedOut: this.isCarriedOut, ignored: this.state.ignored };
  }
}

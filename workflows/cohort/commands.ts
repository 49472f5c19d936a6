import {
  CancellationScope,
  defineQuery,
  defineSignal,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { COHORT_QUERY, COHORT_SIGNALS, type CohortOrder, type CohortView, readOrder } from '../../src/domain/cohort';
import type { Cohort } from './cohort';

const SHOWN = 80;

/**
 * Everything that can be said to a cohort. Handlers take `unknown`, are synchronous and never throw: what cannot be
 * understood is kept with the reason, and the cohort goes on.
 */
export function receiveOrders(cohort: Cohort): void {
  setHandler(defineQuery<CohortView>(COHORT_QUERY), () => cohort.view());
  receive(cohort, COHORT_SIGNALS.cancel);
  receive(cohort, COHORT_SIGNALS.resume);
  setDefaultSignalHandler((name) => {
    cohort.ignore(`there is no signal ${name.slice(0, SHOWN)}`);
  });
  CancellationScope.current().cancelRequested.catch(() => {
    obey(cohort, { what: 'cancel', reason: 'cancelled in Temporal' });
  });
}

function receive(cohort: Cohort, what: 'cancel' | 'resume'): void {
  setHandler(defineSignal<[unknown]>(what), (value: unknown) => {
    const read = readOrder(what, cohort.input.cohortId, value);
    if ('fault' in read) cohort.ignore(`${what}: malformed: ${read.fault}`.slice(0, 4 * SHOWN));
    else obey(cohort, read.order);
  });
}

function obey(cohort: Cohort, order: CohortOrder): void {
  const refusal = cohort.take(order);
  if (refusal !== undefined) cohort.ignore(`${order.what}: ${refusal}`);
}

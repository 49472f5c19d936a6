import {
  CancellationScope,
  defineQuery,
  defineSignal,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import {
  COHORT_QUERY,
  COHORT_SIGNALS,
  type CohortCommand,
  type CohortView,
  parseCohortCommand,
} from '../../src/domain/cohort';
import type { Cohort } from './cohort';

const MAX_QUOTE_LENGTH = 80;

/**
 * Handlers take `unknown`, are synchronous and never throw: an invalid message is recorded with the reason, and the
 * cohort continues.
 */
export function registerCommandHandlers(cohort: Cohort): void {
  setHandler(defineQuery<CohortView>(COHORT_QUERY), () => cohort.buildView());
  registerCommandHandler(cohort, COHORT_SIGNALS.cancel);
  registerCommandHandler(cohort, COHORT_SIGNALS.resume);
  setDefaultSignalHandler((name) => {
    cohort.recordIgnored(`there is no signal ${name.slice(0, MAX_QUOTE_LENGTH)}`);
  });
  CancellationScope.current().cancelRequested.catch(() => {
    applyCommand(cohort, { action: 'cancel', reason: 'cancelled in Temporal' });
  });
}

function registerCommandHandler(cohort: Cohort, signal: 'cancel' | 'resume'): void {
  setHandler(defineSignal<[unknown]>(signal), (value: unknown) => {
    const parsed = parseCohortCommand(signal, cohort.input.cohortId, value);
    if ('error' in parsed) cohort.recordIgnored(`${signal}: malformed: ${parsed.error}`.slice(0, 4 * MAX_QUOTE_LENGTH));
    else applyCommand(cohort, parsed.command);
  });
}

function applyCommand(cohort: Cohort, command: CohortCommand): void {
  const rejection = cohort.accept(command);
  if (rejection !== undefined) cohort.recordIgnored(`${command.action}: ${rejection}`);
}

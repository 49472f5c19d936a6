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
import { createReason } from '../../src/domain/reasons/reason';
import type { Cohort } from './cohort';

const MAX_QUOTE_LENGTH = 80;

const COMMAND_DESCRIPTIONS = {
  cancel: 'Cancels every row and every open onboarding of this file: { by, reason? }.',
  resume: 'Starts the rows that did not start: { by }.',
} as const;

/**
 * Handlers take `unknown`, are synchronous and never throw: an invalid message is recorded with the reason, and the
 * cohort continues. The default handler comes first, so that signals that wait for the first task keep their order.
 */
export function registerCommandHandlers(cohort: Cohort): void {
  setHandler(defineQuery<CohortView>(COHORT_QUERY), () => cohort.buildView(), {
    description: 'Returns how many rows wait, have started and have failed.',
  });
  setDefaultSignalHandler((name, value) => {
    receiveSignal(cohort, name, value);
  });
  for (const name of Object.values(COHORT_SIGNALS)) registerCommandHandler(cohort, name);
  CancellationScope.current().cancelRequested.catch(() => {
    applyCommand(cohort, { action: 'cancel' });
  });
}

function registerCommandHandler(cohort: Cohort, name: keyof typeof COHORT_SIGNALS): void {
  const receive = (value: unknown): void => {
    receiveSignal(cohort, name, value);
  };
  setHandler(defineSignal<[unknown]>(name), receive, { description: COMMAND_DESCRIPTIONS[name] });
}

function receiveSignal(cohort: Cohort, signal: string, value: unknown): void {
  const action = Object.values(COHORT_SIGNALS).find((known) => known === signal);
  if (action === undefined) {
    cohort.recordIgnored(createReason('unknown-signal', { signal: signal.slice(0, MAX_QUOTE_LENGTH) }));
    return;
  }
  const parsed = parseCohortCommand(action, cohort.input.cohortId, value);
  if ('rejection' in parsed) cohort.recordIgnored(parsed.rejection);
  else applyCommand(cohort, parsed.command);
}

function applyCommand(cohort: Cohort, command: CohortCommand): void {
  const rejection = cohort.accept(command);
  if (rejection !== undefined) cohort.recordIgnored(rejection);
}

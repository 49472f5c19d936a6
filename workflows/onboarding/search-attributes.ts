import { condition, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { listSearchAttributes } from '../../src/domain/search-attributes';
import type { Onboarding } from './onboarding';

/**
 * Keeps the filters in Temporal up to date, with one event for each change. Only where the submission found the
 * attributes registered: with an unknown one the workflow task fails.
 */
export async function keepSearchAttributesUpToDate(onboarding: Onboarding): Promise<void> {
  if (!onboarding.input.options.hasSearchAttributes) return;
  for (;;) {
    await condition(() => listChangedAttributes(onboarding).length > 0);
    upsertSearchAttributes(listChangedAttributes(onboarding));
  }
}

/** Compares with the values that the run has: those of its start, of the run before it, or of the last change. */
function listChangedAttributes({ input, status }: Onboarding): ReturnType<typeof listSearchAttributes> {
  const { typedSearchAttributes } = workflowInfo();
  return listSearchAttributes(input, status).filter(({ key, value }) => typedSearchAttributes.get(key) !== value);
}

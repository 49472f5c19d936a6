import { ApplicationFailure } from '@temporalio/workflow';
import { isUndecodable } from '../src/domain/undecodable';

/** Types of the members that every input of a workflow has since its first version. */
type Shape = Readonly<Record<string, 'string' | 'number' | 'object'>>;

const ONBOARDING_SHAPE: Shape = {
  id: 'string',
  engineVersion: 'number',
  request: 'object',
  plan: 'object',
  submittedBy: 'object',
  options: 'object',
};
const COHORT_SHAPE: Shape = { cohortId: 'string', rowsPerRange: 'number', concurrency: 'number' };

export const requireOnboardingInput = (input: unknown): void => {
  requireShape(input, ONBOARDING_SHAPE);
};

export const requireCohortInput = (input: unknown): void => {
  requireShape(input, COHORT_SHAPE);
};

/**
 * Ends a workflow that another client has started with an input of its own: it would fail its first task for ever.
 * An input that cannot be decrypted fails the task, so that the workflow continues once a worker has the key.
 * @throws ApplicationFailure that says where to submit
 */
function requireShape(input: unknown, shape: Shape): void {
  if (isUndecodable(input))
    throw new Error('The input cannot be read: a key with which it was written may be missing in ENCRYPTION_KEYS.');
  const members = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const isComplete = Object.entries(shape).every(
    ([name, type]) => typeof members[name] === type && members[name] !== null,
  );
  if (isComplete) return;
  throw ApplicationFailure.nonRetryable(
    'Submit onboardings through the API (POST /api/v1/onboardings or /cohorts): only Firstday can start this workflow, ' +
      'with an input that it has planned and stored.',
    'NotSubmitted',
  );
}

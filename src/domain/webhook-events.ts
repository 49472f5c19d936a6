import { ONBOARDING_STATUSES, type OnboardingStatus } from './status';

export type WebhookEvent = `onboarding.${OnboardingStatus}`;

/** One event for each status that an onboarding enters, including the first. */
export const WEBHOOK_EVENTS: readonly WebhookEvent[] = ONBOARDING_STATUSES.map(
  (status) => `onboarding.${status}` as const,
);

/** Sent only to the webhook under test. */
export const WEBHOOK_TEST_EVENT = 'webhook.test';

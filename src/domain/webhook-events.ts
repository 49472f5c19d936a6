import { ONBOARDING_STATUSES, type OnboardingStatus } from './status';

export type WebhookEvent = `onboarding.${OnboardingStatus}`;

/** What a webhook can be told: each status that an onboarding enters, the first one too. */
export const WEBHOOK_EVENTS: readonly WebhookEvent[] = ONBOARDING_STATUSES.map(
  (status) => `onboarding.${status}` as const,
);

/** Told to one webhook alone, when somebody tries it out. */
export const WEBHOOK_TEST_EVENT = 'webhook.test';

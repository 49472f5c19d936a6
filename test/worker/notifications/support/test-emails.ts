import type { Notification } from '../../../../src/domain/onboarding/snapshot';
import { buildFirstProjection } from '../../../../src/domain/onboarding/first-projection';
import type { StepView } from '../../../../src/domain/onboarding/view';
import type { PendingNotification } from '../../../../src/worker/notifications/email-fragments';
import { createSignedLinks } from '../../../../src/auth/signed-links';
import { renderNotification } from '../../../../src/worker/notifications/render-notification';
import type { Locale } from '../../../../src/domain/locale';
import type { Company } from '../../../../src/company/settings';
import type { RenderedEmail } from '../../../../src/integrations/mail/mailer';
import { renderEmail } from '../../../../src/mails/company-mailer';
import { SAMPLE_COMPANY } from '../../../support/sample-company';
import { createActivityStep, createEngineInput, createApprovalStep, createTaskStep } from '../../../workflows/support';
import { createReason } from '../../../../src/domain/reasons/reason';

export const input = createEngineInput([
  createApprovalStep('managerApproval'),
  createActivityStep('claimUsername', ['managerApproval'], { title: 'Create accounts' }),
  createTaskStep('shipLaptop', ['claimUsername'], {
    title: 'Ship the laptop',
    instructions: 'Send it **insured**.',
    dueAt: '2027-02-25T08:00:00Z',
    form: [
      { name: 'trackingNumber', label: 'Tracking number', type: 'text', required: true },
      { name: 'carrier', label: 'Carrier', type: 'choice', choices: ['DHL', 'UPS'], required: false },
    ],
  }),
]);
const [approval, accounts, shipping] = buildFirstProjection(input).view.steps as [StepView, StepView, StepView];
export const changeSteps = (changes: { approval?: object; accounts?: object; shipping?: object }) => ({
  steps: [
    { ...approval, ...changes.approval },
    { ...accounts, ...changes.accounts },
    { ...shipping, ...changes.shipping },
  ],
});

export const MOVED = createReason('start-date-moved', { from: '2027-03-01', to: '2027-04-01' });
export const foreign = (message: string) => ({ code: 'OfAnotherAuthor', params: { message } });

const PUBLIC_URL = 'https://firstday.example.com';
export const links = createSignedLinks({ encryption: [], sealing: Buffer.alloc(32, 1) }, PUBLIC_URL);

/** Languages of readers, by e-mail address; English by default. */
export const locales = new Map<string, Locale>();

export async function renderTestEmail(
  notification: Partial<Notification>,
  changes: Partial<PendingNotification['view']> = {},
  holdings?: PendingNotification['holdings'],
  company: Company = SAMPLE_COMPANY,
): Promise<RenderedEmail> {
  const to = [{ name: 'Grace Hopper', email: 'grace@example.com' }];
  const fullNotification: Notification = { key: 'key', kind: 'cancelled', to, ...notification };
  const view = { ...buildFirstProjection(input).view, ...changes };
  const cost = { amountCents: 123_450, currency: 'EUR' };
  const location = { en: 'Munich', de: 'München' };
  const pending = { onboardingId: input.id, notification: fullNotification, view, cost, location, holdings };
  const [recipient] = fullNotification.to;
  const locale = locales.get(recipient?.email ?? '') ?? 'en';
  return renderEmail(await renderNotification(pending, { publicUrl: PUBLIC_URL, links, locale }), company);
}

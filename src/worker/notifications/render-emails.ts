import type { Notification } from '../../domain/onboarding/snapshot';
import { formatEmployeeName } from '../../domain/employee-name';
import { getNewHire } from '../../domain/people';
import type { Person } from '../../domain/request';
import { type SignedLinks, hashRecipient } from '../../auth/signed-links';
import type { EmailMessage } from '../../integrations/mail/mailer';
import { pickTexts } from '../../i18n/pick-text';
import { renderNewHireEmail } from './new-hire-template';
import {
  renderAmendment,
  renderApprovalRequest,
  renderNeedsAttention,
  renderTermination,
  renderEscalation,
  renderReminder,
  renderRescheduling,
  renderIncident,
  renderTaskRequest,
} from './email-templates';
import type { EmailContext, PendingNotification } from './email-fragments';

const EMAIL_TEMPLATES: Record<Notification['kind'], { subject: string; body: (context: EmailContext) => string[] }> = {
  'approval-requested': { subject: 'Please decide', body: renderApprovalRequest },
  'task-requested': { subject: 'A task for you', body: renderTaskRequest },
  reminder: { subject: 'Reminder', body: renderReminder },
  escalated: { subject: 'Escalated to you', body: renderEscalation },
  'needs-attention': { subject: 'Needs your attention', body: renderNeedsAttention },
  incident: { subject: 'Needs your attention', body: renderIncident },
  rescheduled: { subject: 'New start date', body: renderRescheduling },
  amended: { subject: 'Changed', body: renderAmendment },
  declined: { subject: 'Declined', body: renderTermination },
  cancelled: { subject: 'Cancelled', body: renderTermination },
  'rolled-back': { subject: 'Rolled back', body: renderTermination },
};

/** True if the step has an open request. Each recipient then gets a separate mail: its link answers as that person. */
const canAnswerByLink = ({ step }: EmailContext): boolean =>
  step !== undefined && (step.status === 'waiting' || step.status === 'undoing');

/**
 * Renders one mail for all recipients or, for an open request, one each; the new hire always gets a separate one.
 * Message keys are deterministic: a repeated send keeps its Message-IDs.
 */
export async function renderEmails(
  localizedPending: PendingNotification,
  publicUrl: string,
  links: SignedLinks,
): Promise<EmailMessage[]> {
  const pending = pickTexts(localizedPending, 'en');
  const context: EmailContext = {
    ...pending,
    publicUrl,
    step: pending.view.steps.find(({ id }) => id === pending.notification.step),
  };
  const { notification, onboardingId, step, view } = context;
  const isNewHire = ({ email }: Person): boolean => email === getNewHire(view.request).email;
  const buildMessageKey = ({ email }: Person): string =>
    notification.to.length === 1 ? notification.key : `${notification.key}/${hashRecipient(email)}`;
  const addressTo = (person: Person): EmailContext => ({
    ...context,
    notification: { ...notification, key: buildMessageKey(person), to: [person] },
  });
  const colleagues = notification.to.filter((person) => !isNewHire(person));
  const newHireEmails = await Promise.all(
    notification.to
      .filter(isNewHire)
      .map(async (hire) => renderNewHireEmail(addressTo(hire), await links.createNewHireLink(onboardingId))),
  );
  if (colleagues.length === 0) return newHireEmails;
  if (!canAnswerByLink(context))
    return [renderEmail({ ...context, notification: { ...notification, to: colleagues } }), ...newHireEmails];
  const personalEmails = colleagues.map(async (person) =>
    renderEmail({
      ...addressTo(person),
      link: await links.createDecisionLink(onboardingId, step?.id ?? '', person.email),
    }),
  );
  return [...(await Promise.all(personalEmails)), ...newHireEmails];
}

function renderEmail(context: EmailContext): EmailMessage {
  const { onboardingId, notification, view, publicUrl } = context;
  const { subject, body } = EMAIL_TEMPLATES[notification.kind];
  const paragraphs = [
    `Hello ${notification.to.map(({ name }) => name).join(', ')},`,
    ...body(context),
    `All about it: ${publicUrl}/onboardings/${onboardingId}\n(or npx firstday show ${onboardingId} --url ${publicUrl})`,
    'Firstday',
  ];
  return {
    key: `${onboardingId}/notification/${notification.key}`,
    to: notification.to,
    subject: `${subject}: onboarding of ${formatEmployeeName(view.request)}, ${view.startDate}`,
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  };
}

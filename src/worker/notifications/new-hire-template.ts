import { getAnswerDeadline, getCurrentTitle } from '../../domain/onboarding/pending-people';
import type { EmailMessage } from '../../integrations/mail/mailer';
import { type EmailContext, formatLocalInstant } from './email-fragments';

/**
 * Contains only the new hire's own open task, or a note that something changed. Never discloses arrangements, the
 * people involved or the cost.
 * @param page URL of the new hire's own page
 */
export function renderNewHireEmail(context: EmailContext, pageUrl: string): EmailMessage {
  const { onboardingId, notification, step } = context;
  const [hire] = notification.to;
  const hasOpenRequest = step?.status === 'waiting' || step?.status === 'undoing';
  const paragraphs = [
    `Hello ${hire?.name ?? ''},`,
    ...(hasOpenRequest ? formatRequestParagraphs(context) : ['Something about your first day has changed.']),
    `${hasOpenRequest ? 'Answer on this page' : 'All about your first day'}:\n${hasOpenRequest ? `${pageUrl}/${step.id}` : pageUrl}`,
    'Firstday',
  ];
  return {
    key: `${onboardingId}/notification/${notification.key}`,
    to: notification.to,
    subject: hasOpenRequest
      ? `${notification.kind === 'reminder' ? 'Reminder: ' : ''}${getCurrentTitle(step)}`
      : 'About your first day',
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  };
}

function formatRequestParagraphs(context: EmailContext): string[] {
  const { step } = context;
  if (step === undefined) return [];
  const deadline = getAnswerDeadline(step);
  return [
    `There is something we need from you: ${getCurrentTitle(step)}.`,
    step.instructions ?? '',
    deadline === undefined ? '' : `Please answer by ${formatLocalInstant(context, deadline)}.`,
  ];
}

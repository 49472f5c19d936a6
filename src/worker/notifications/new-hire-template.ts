import { getAnswerDeadline, getCurrentTitle } from '../../domain/onboarding/pending-people';
import type { EmailMessage } from '../../integrations/mail/mailer';
import { type EmailContext, formatLocalInstant } from './email-fragments';

/**
 * Contains only the new hire's own open task, or a note that something changed. Never discloses arrangements, the
 * people involved or the cost.
 * @param page URL of the new hire's own page
 */
export function renderNewHireEmail(context: EmailContext, page: string): EmailMessage {
  const { onboardingId, notice, step } = context;
  const [hire] = notice.to;
  const isAsked = step?.status === 'waiting' || step?.status === 'undoing';
  const paragraphs = [
    `Hello ${hire?.name ?? ''},`,
    ...(isAsked ? formatQuestionParagraphs(context) : ['Something about your first day has changed.']),
    `${isAsked ? 'Answer on this page' : 'All about your first day'}:\n${isAsked ? `${page}/${step.id}` : page}`,
    'Firstday',
  ];
  return {
    key: `${onboardingId}/notice/${notice.key}`,
    to: notice.to,
    subject: isAsked
      ? `${notice.kind === 'reminder' ? 'Reminder: ' : ''}${getCurrentTitle(step)}`
      : 'About your first day',
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  };
}

function formatQuestionParagraphs(context: EmailContext): string[] {
  const { step } = context;
  if (step === undefined) return [];
  const by = getAnswerDeadline(step);
  return [
    `There is something we need from you: ${getCurrentTitle(step)}.`,
    step.instructions ?? '',
    by === undefined ? '' : `Please answer by ${formatLocalInstant(context, by)}.`,
  ];
}

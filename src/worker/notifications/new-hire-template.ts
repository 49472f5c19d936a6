import { getCurrentTitle } from '../../domain/onboarding/pending-people';
import type { EmailBlock, EmailMessage } from '../../integrations/mail/mailer';
import { buildEmailKey, type EmailContext, type EmailStep } from './email-fragments';
import { formatAnswerDeadline } from './request-fragments';

/**
 * Contains only the new hire's own open task, or a note that something changed. Never discloses arrangements, the
 * people involved or the cost.
 * @param pageUrl URL of the new hire's own page
 */
export function renderNewHireEmail(context: EmailContext, pageUrl: string): EmailMessage {
  const { notification, step, locale, t } = context;
  const { kind, to } = notification;
  const openStep = step?.status === 'waiting' || step?.status === 'undoing' ? step : undefined;
  return {
    key: buildEmailKey(context),
    kind,
    locale,
    to,
    subject: formatSubject(context, openStep),
    ...(openStep
      ? {
          blocks: formatTask(context, openStep),
          action: { label: t('mails.task.page'), url: `${pageUrl}/${openStep.id}` },
        }
      : {
          blocks: [t('mails.newHire.changed'), t('mails.newHire.intro')],
          action: { label: t('mails.newHire.page'), url: pageUrl },
        }),
  };
}

function formatSubject({ t, notification }: EmailContext, openStep: EmailStep | undefined): string {
  if (openStep === undefined) return t('mails.newHire.changedSubject');
  const title = getCurrentTitle(openStep);
  return notification.kind === 'reminder'
    ? t('mails.newHire.reminderSubject', { title })
    : t('mails.newHire.taskSubject', { title });
}

const formatTask = (context: EmailContext, step: EmailStep): (EmailBlock | undefined)[] => [
  context.t('mails.newHire.task', { title: getCurrentTitle(step) }),
  step.instructions === undefined ? undefined : { markdown: step.instructions },
  ...formatAnswerDeadline(context),
];

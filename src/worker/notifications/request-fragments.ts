import type { Notification } from '../../domain/onboarding/snapshot';
import { getAnswerDeadline } from '../../domain/onboarding/pending-people';
import type { StepView } from '../../domain/onboarding/view';
import type { EmailLink } from '../../integrations/mail/mailer';
import { buildAmendmentUrl, buildTaskUrl } from '../../lib/short-links';
import { type EmailContext, formatLocalInstant } from './email-fragments';

/** Opening the page has no side effects, because mail programs open links by themselves: only its button answers. */
export function findAction(context: EmailContext): EmailLink | undefined {
  const { t, notification, publicUrl, onboardingId, step, link } = context;
  if (notification.kind === 'undeliverable')
    return { label: t('mails.undeliverable.page'), url: buildAmendmentUrl(publicUrl, onboardingId) };
  if (step === undefined || !REQUESTING_KINDS.includes(notification.kind)) return undefined;
  const isFailure = step.kind === 'activity' || notification.kind === 'needs-attention';
  const taskUrl = buildTaskUrl(publicUrl, onboardingId, step.id);
  if (isFailure) return mustBeDecided(step) ? { label: t('mails.failure.page'), url: taskUrl } : undefined;
  return { label: t(step.kind === 'approval' ? 'mails.approval.page' : 'mails.task.page'), url: link ?? taskUrl };
}

const REQUESTING_KINDS: readonly Notification['kind'][] = [
  'approval-requested',
  'task-requested',
  'reminder',
  'escalated',
  'needs-attention',
];

const mustBeDecided = ({ status }: StepView): boolean => status === 'failed' || status === 'undo-failed';

/** A delayed mail may concern a step that no longer waits for an answer. */
export function formatAnswerDeadline(context: EmailContext): string[] {
  const { t, step } = context;
  if (step === undefined) return [];
  if (!isUnanswered(step)) return [t('mails.settled', { status: t(`status.step.${step.status}`) })];
  const deadline = getAnswerDeadline(step);
  return deadline === undefined ? [] : [t('mails.due', { deadline: formatLocalInstant(context, deadline) })];
}

const isUnanswered = ({ status }: StepView): boolean =>
  status === 'waiting' || status === 'undoing' || status === 'pending';

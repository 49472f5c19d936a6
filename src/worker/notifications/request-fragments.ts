import { getAnswerDeadline } from '../../domain/onboarding/pending-people';
import type { StepView } from '../../domain/onboarding/view';
import { type EmailContext, formatLocalInstant } from './email-fragments';

/** Page for signed-in assignees. */
export const buildTaskUrl = ({ publicUrl, view, step }: EmailContext): string =>
  `${publicUrl}/tasks/${view.id}/${step?.id ?? ''}`;

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

import { answerBy, askedTitle } from '../../domain/onboarding/pending-people';
import type { Message } from '../../integrations/mail/mailer';
import { type Letter, whenOf } from './fragments';

/**
 * What a new hire is told: what they are asked themselves, or that something changed. Never how all is arranged, by whom, or at
 * what cost. `page`: their own.
 */
export function letterToHire(letter: Letter, page: string): Message {
  const { onboardingId, notice, step } = letter;
  const [hire] = notice.to;
  const isAsked = step?.status === 'waiting' || step?.status === 'undoing';
  const paragraphs = [
    `Hello ${hire?.name ?? ''},`,
    ...(isAsked ? question(letter) : ['Something about your first day has changed.']),
    `${isAsked ? 'Answer on this page' : 'All about your first day'}:\n${isAsked ? `${page}/${step.id}` : page}`,
    'Firstday',
  ];
  return {
    key: `${onboardingId}/notice/${notice.key}`,
    to: notice.to,
    subject: isAsked ? `${notice.kind === 'reminder' ? 'Reminder: ' : ''}${askedTitle(step)}` : 'About your first day',
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  };
}

function question(letter: Letter): string[] {
  const { step } = letter;
  if (step === undefined) return [];
  const by = answerBy(step);
  return [
    `There is something we need from you: ${askedTitle(step)}.`,
    step.instructions ?? '',
    by === undefined ? '' : `Please answer by ${whenOf(letter, by)}.`,
  ];
}

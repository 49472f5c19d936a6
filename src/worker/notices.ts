import type { Notice } from '../contract/projection';
import { employeeNameOf } from '../database/columns';
import type { Message } from '../systems/mail/mailer';
import {
  amended,
  approval,
  attention,
  ending,
  escalation,
  reminder,
  rescheduled,
  standstill,
  task,
} from './notice-letters';
import type { Letter, OwedNotice } from './notice-words';

const LETTERS: Record<Notice['kind'], { subject: string; body: (letter: Letter) => string[] }> = {
  'approval-requested': { subject: 'Please decide', body: approval },
  'task-requested': { subject: 'A task for you', body: task },
  reminder: { subject: 'Reminder', body: reminder },
  escalated: { subject: 'Escalated to you', body: escalation },
  'needs-attention': { subject: 'Needs your attention', body: attention },
  'stands-still': { subject: 'Needs your attention', body: standstill },
  rescheduled: { subject: 'New start date', body: rescheduled },
  amended: { subject: 'Changed', body: amended },
  declined: { subject: 'Declined', body: ending },
  cancelled: { subject: 'Cancelled', body: ending },
  'rolled-back': { subject: 'Rolled back', body: ending },
};

/** The mail that a notice becomes. The same notice gives the same key, however often it is sent. */
export function renderNotice(owed: OwedNotice, publicUrl: string): Message {
  const { onboardingId, notice, view } = owed;
  const { subject, body } = LETTERS[notice.kind];
  const paragraphs = [
    `Hello ${notice.to.map(({ name }) => name).join(', ')},`,
    ...body({ ...owed, publicUrl, step: view.steps.find(({ id }) => id === notice.step) }),
    `All about it: npx firstday show ${onboardingId} --url ${publicUrl}`,
    'Firstday',
  ];
  return {
    key: `${onboardingId}/notice/${notice.key}`,
    to: notice.to,
    subject: `${subject}: onboarding of ${employeeNameOf(view.request)}, ${view.startDate}`,
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  };
}

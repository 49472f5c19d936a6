import type { Notice } from '../../domain/onboarding/snapshot';
import { employeeNameOf } from '../../domain/employee';
import { newHireOf } from '../../domain/people';
import type { Person } from '../../domain/request';
import { type Links, whoOf } from '../../auth/signed-links';
import type { Message } from '../../integrations/mail/mailer';
import { letterToHire } from './new-hire-template';
import { amended, approval, attention, ending, escalation, reminder, rescheduled, standstill, task } from './templates';
import type { Letter, OwedNotice } from './fragments';

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

/** Asks one person: each gets a mail of their own, since the link in it answers as they. */
const isAskedByLink = ({ step }: Letter): boolean =>
  step !== undefined && (step.status === 'waiting' || step.status === 'undoing');

/**
 * The mails that a notice becomes: one for all or, where it asks, one for each; the new hire always has their own. The same
 * notice gives the same keys, however often it is sent.
 */
export async function lettersOf(owed: OwedNotice, publicUrl: string, links: Links): Promise<Message[]> {
  const letter: Letter = { ...owed, publicUrl, step: owed.view.steps.find(({ id }) => id === owed.notice.step) };
  const { notice, onboardingId, step, view } = letter;
  const isHire = ({ email }: Person): boolean => email === newHireOf(view.request).email;
  const keyFor = ({ email }: Person): string => (notice.to.length === 1 ? notice.key : `${notice.key}/${whoOf(email)}`);
  const toOne = (person: Person): Letter => ({ ...letter, notice: { ...notice, key: keyFor(person), to: [person] } });
  const company = notice.to.filter((person) => !isHire(person));
  const own = await Promise.all(
    notice.to.filter(isHire).map(async (hire) => letterToHire(toOne(hire), await links.hire(onboardingId))),
  );
  if (company.length === 0) return own;
  if (!isAskedByLink(letter)) return [render({ ...letter, notice: { ...notice, to: company } }), ...own];
  const asking = company.map(async (person) =>
    render({ ...toOne(person), link: await links.decision(onboardingId, step?.id ?? '', person.email) }),
  );
  return [...(await Promise.all(asking)), ...own];
}

function render(letter: Letter): Message {
  const { onboardingId, notice, view, publicUrl } = letter;
  const { subject, body } = LETTERS[notice.kind];
  const paragraphs = [
    `Hello ${notice.to.map(({ name }) => name).join(', ')},`,
    ...body(letter),
    `All about it: ${publicUrl}/onboardings/${onboardingId}\n(or npx firstday show ${onboardingId} --url ${publicUrl})`,
    'Firstday',
  ];
  return {
    key: `${onboardingId}/notice/${notice.key}`,
    to: notice.to,
    subject: `${subject}: onboarding of ${employeeNameOf(view.request)}, ${view.startDate}`,
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  };
}

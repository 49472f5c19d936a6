import type { ResolvedPlan } from '../contract/plan';
import type { Notice } from '../contract/projection';
import type { OnboardingView, StepView } from '../contract/view';
import type { Message } from '../systems/mail/mailer';

/** A notice, and what the database knows of the onboarding it is about. */
export interface OwedNotice {
  onboardingId: string;
  notice: Notice;
  view: OnboardingView;
  cost: ResolvedPlan['cost'];
}

type Letter = OwedNotice & { publicUrl: string; step?: StepView };

const SUBJECTS: Record<Notice['kind'], string> = {
  'approval-requested': 'Please decide',
  'needs-attention': 'Needs your attention',
  declined: 'Declined',
  cancelled: 'Cancelled',
  'rolled-back': 'Rolled back',
};

/** The mail that a notice becomes. The same notice gives the same key, however often it is sent. */
export function renderNotice(owed: OwedNotice, publicUrl: string): Message {
  const { onboardingId, notice, view } = owed;
  const letter = { ...owed, publicUrl, step: view.steps.find(({ id }) => id === notice.step) };
  const paragraphs = [
    `Hello ${notice.to.map(({ name }) => name).join(', ')},`,
    ...bodyOf(letter),
    `All about it: npx firstday show ${onboardingId} --url ${publicUrl}`,
    'Firstday',
  ];
  return {
    key: `${onboardingId}/notice/${notice.key}`,
    to: notice.to,
    subject: `${SUBJECTS[notice.kind]}: onboarding of ${nameOf(view)}, ${view.startDate}`,
    text: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  };
}

function bodyOf(letter: Letter): string[] {
  switch (letter.notice.kind) {
    case 'approval-requested':
      return approvalRequest(letter);
    case 'needs-attention':
      return attention(letter);
    case 'declined':
    case 'cancelled':
    case 'rolled-back':
      return ending(letter);
  }
}

function approvalRequest(letter: Letter): string[] {
  const { view, step } = letter;
  return [
    `${view.submittedBy.name} (${view.submittedBy.email}) asks for your decision: ${step?.title ?? 'an approval'}.`,
    facts(letter),
    view.request.note ? `Note: ${view.request.note}` : '',
    `Decide on the command line, with your token in FIRSTDAY_TOKEN:\n${commands(letter, ['approve', 'decline'])}`,
    `Or over HTTP, with your token:\nPOST ${letter.publicUrl}/api/v1/onboardings/${view.id}/steps/${step?.id ?? ''}/approve (or /decline)`,
  ];
}

function facts({ view, cost }: Letter): string {
  const { job, equipment = [], trainings = [] } = view.request;
  const rows = [
    ['Who', nameOf(view)],
    ['First day', view.startDate],
    ['Job', `${job.title}, ${job.department} (${job.employmentType})`],
    ['Where', `${job.location}${job.remote ? ', remote' : ''}`],
    ['Plan', view.plan],
    ['Equipment', equipment.join(', ')],
    ['Trainings', trainings.join(', ')],
    [
      'Cost',
      new Intl.NumberFormat('en', { style: 'currency', currency: cost.currency }).format(cost.amountCents / 100),
    ],
  ];
  return rows.flatMap(([label = '', value]) => (value ? [`  ${`${label}:`.padEnd(11)}${value}`] : [])).join('\n');
}

function attention(letter: Letter): string[] {
  const { notice, step } = letter;
  if (step === undefined) return [notice.note ?? 'It does not go on by itself.'];
  const reason = notice.note ?? 'the reason is not known';
  if (step.status === 'failed') {
    return [
      `"${step.title}" failed: ${reason}`,
      'Somebody already works with what was prepared, so nothing is undone by itself. Have it tried again, or cancel:',
      commands(letter, ['retry']),
    ];
  }
  return [
    `What "${step.title}" did could not be undone: ${reason}`,
    'Have it tried again once the cause is mended, or accept that it is left behind:',
    commands(letter, ['retry', 'accept']),
  ];
}

function ending({ view, notice }: Letter): string[] {
  const by = view.ending?.by ? ` by ${view.ending.by}` : '';
  const left = view.steps.filter(({ kind, status }) => kind === 'activity' && status === 'failed');
  return [
    `The onboarding you submitted was ${notice.kind === 'rolled-back' ? 'rolled back' : notice.kind}${by}: ${notice.note ?? 'no reason was given'}`,
    left.length === 0
      ? 'Nothing of it is left in any system.'
      : `Left behind:\n${left.map(({ title, note }) => `  ${title}: ${note ?? 'accepted'}`).join('\n')}`,
  ];
}

const commands = ({ view, step, publicUrl }: Letter, verbs: string[]): string =>
  verbs.map((verb) => `  npx firstday ${verb} ${view.id} ${step?.id ?? ''} --url ${publicUrl}`).join('\n');

const nameOf = ({ request: { employee } }: OnboardingView): string =>
  `${employee.preferredName ?? employee.givenName} ${employee.familyName}`;

import type { FormField } from '../../domain/plan/types';
import type { StepView } from '../../domain/onboarding/view';
import { employeeNameOf } from '../../domain/employee';
import { answerBy, askedTitle, asksNow } from '../../domain/onboarding/pending-people';
import { endCommand, facts, type Letter, overHttp, stepCommands, whenOf } from './fragments';

/** What stands in a mail, by what it is about: a paragraph each. No link in it acts: mail programs open links by themselves. */
type Body = (letter: Letter) => string[];

export const approval: Body = (letter) => {
  const { view, step } = letter;
  return [
    `${view.submittedBy.name} (${view.submittedBy.email}) asks for your decision: ${step?.title ?? 'an approval'}.`,
    ...inPlaceOf(letter),
    facts(letter),
    view.request.note ? `Note: ${view.request.note}` : '',
    ...answerWanted(letter),
    answerAt(letter, 'Decide'),
    `Or decide on the command line, with your token in FIRSTDAY_TOKEN:\n${stepCommands(letter, 'approve', 'decline')}`,
    overHttp(letter, 'approve', 'decline', 'delegate'),
  ];
};

export const task: Body = (letter) => {
  const { view, step } = letter;
  const form = step?.form ?? [];
  const isTakingBack = step?.status === 'undoing';
  const answers = form.length > 0 ? ' --answer name=value' : '';
  return [
    isTakingBack
      ? `The onboarding of ${employeeNameOf(view.request)} is being undone. Please do: ${askedTitle(step)}.`
      : `Please do: ${step?.title ?? 'a task'}.`,
    ...inPlaceOf(letter),
    facts(letter),
    step?.instructions ?? '',
    ...answerWanted(letter),
    form.length === 0 ? '' : `You will be asked:\n${form.map(question).join('\n')}`,
    answerAt(letter, 'Once it is done, say so'),
    `Or say so on the command line, with your token in FIRSTDAY_TOKEN:\n${stepCommands(letter, 'complete')}${answers}`,
    overHttp(letter, 'complete', 'delegate'),
  ];
};

/** What opens there only shows: nothing is answered before a button is pressed. */
const answerAt = ({ link, publicUrl, view, step }: Letter, what: string): string =>
  `${what} on this page:\n${link ?? pageOf({ publicUrl, view, step })}`;

/** Where whoever is asked, and is signed in, answers. */
const pageOf = ({ publicUrl, view, step }: Pick<Letter, 'publicUrl' | 'view' | 'step'>): string =>
  `${publicUrl}/tasks/${view.id}/${step?.id ?? ''}`;

const question = ({ name, label, type, required, choices }: FormField): string =>
  `  ${name}: ${label} (${choices?.join(' | ') ?? type}${required ? '' : ', may be left out'})`;

/** Why somebody is asked whom the plan does not name: they are a deputy, or it was handed on to them. */
const inPlaceOf = ({ notice, step }: Letter): string[] =>
  (step?.standIns ?? []).flatMap(({ of, by }) => {
    const standIn = notice.to.find(({ email }) => email === by);
    return standIn === undefined ? [] : [`${standIn.name} is asked in place of ${of}.`];
  });

/** A mail that was late may ask for what is settled already. */
function answerWanted(letter: Letter): string[] {
  const { step } = letter;
  if (step === undefined) return [];
  if (!isOpen(step)) return [`This was settled in the meantime: it is ${step.status}. There is nothing left to do.`];
  const by = answerBy(step);
  return by === undefined ? [] : [`Please answer by ${whenOf(letter, by)}.`];
}

const isOpen = ({ status }: StepView): boolean => status === 'waiting' || status === 'undoing' || status === 'pending';

const request: Body = (letter) => (letter.step?.kind === 'approval' ? approval(letter) : task(letter));

export const reminder: Body = (letter) => [
  `You were asked${since(letter)}, and nobody has answered yet.`,
  ...request(letter),
];

export const escalation: Body = (letter) => {
  const { notice, step, view } = letter;
  if (step === undefined)
    return [
      `The onboarding of ${employeeNameOf(view.request)} is overdue: ${notice.note ?? 'it is not complete in time'}.`,
      openSteps(letter),
    ];
  if (step.kind === 'activity') return [`Nobody has decided about a failure in time.`, ...attention(letter)];
  return [`Nobody has answered${since(letter)}, so you are asked, too.`, ...request(letter)];
};

const since = (letter: Letter): string =>
  letter.step?.startedAt === undefined ? '' : ` on ${whenOf(letter, letter.step.startedAt)}`;

export const rescheduled: Body = (letter) => {
  const { notice, view } = letter;
  return [
    `The first day of ${employeeNameOf(view.request)} has moved: ${notice.note ?? view.startDate}.`,
    'What was bound to the old date is done anew, all other dates follow by themselves.',
    readiness(letter),
    openSteps(letter),
  ];
};

export const amended: Body = (letter) => [
  `The request for ${employeeNameOf(letter.view.request)} was changed. From now on this holds:`,
  facts(letter),
  readiness(letter),
  openSteps(letter),
];

function readiness({ view }: Letter): string {
  const cause = view.steps.find(({ id }) => id === view.readinessCause);
  return `Readiness for the first day: ${view.readiness}${cause ? `, because of "${cause.title}"` : ''}.`;
}

/** What waits for whom, whoever reads it. */
function openSteps(letter: Letter): string {
  const open = letter.view.steps.filter((step) => asksNow(step, letter.view.ending !== undefined));
  const rows = open.map((step) => {
    const by = answerBy(step);
    const until = by === undefined ? '' : `, until ${whenOf(letter, by)}`;
    const asked = [...(step.people ?? []).map(({ name }) => name), ...(step.roles ?? [])];
    return `  ${askedTitle(step)}: ${asked.join(', ')}${until}`;
  });
  return rows.length === 0 ? '' : `Waiting for an answer:\n${rows.join('\n')}`;
}

export const attention: Body = (letter) => {
  const { notice, step } = letter;
  if (step === undefined)
    return [
      notice.note ?? 'It does not go on by itself.',
      `Have all of it undone, on the command line:\n${endCommand(letter, 'cancel')}`,
    ];
  const reason = notice.note ?? 'the reason is not known';
  if (step.status === 'undo-failed')
    return [
      `What "${step.title}" did could not be undone: ${reason}`,
      `Have it tried again once the cause is mended, or accept that it is left behind:\n${pageOf(letter)}`,
      'Or on the command line:',
      stepCommands(letter, 'retry', 'accept'),
    ];
  if (step.status !== 'failed') return [`"${step.title}" had failed: ${reason}`, ...answerWanted(letter)];
  const verbs = step.skippable ? ['retry', 'skip'] : ['retry'];
  return [
    `"${step.title}" failed: ${reason}`,
    step.decideBy
      ? `Please decide by ${whenOf(letter, step.decideBy)}: then everything is undone, or, once the new hire works with it, escalated.`
      : 'It waits for your decision; nothing is undone by itself.',
    `Have it tried again once the cause is mended (where that lies in the request, amend it first)${step.skippable ? ', go on without it' : ''}, or have everything undone:\n${pageOf(letter)}`,
    `Or on the command line:\n${stepCommands(letter, ...verbs)}\n${endCommand(letter, 'rollback')}`,
  ];
};

/** No person can answer it: it goes on by itself, once whoever runs the platform has mended the cause. */
export const standstill: Body = ({ notice, view }) => [
  notice.note ?? 'It does not go on.',
  view.obstacle === undefined
    ? 'It goes on again in the meantime: there is nothing left to do.'
    : 'Please hand this on to whoever runs Firstday. There is nothing to decide, and nothing has to be said twice.',
];

export const ending: Body = ({ view, notice }) => {
  const by = view.ending?.by ? ` by ${view.ending.by}` : '';
  const left = view.steps.filter(({ kind, status }) => kind !== 'approval' && status === 'failed');
  return [
    `The onboarding you submitted was ${notice.kind === 'rolled-back' ? 'rolled back' : notice.kind}${by}: ${notice.note ?? 'no reason was given'}`,
    left.length === 0
      ? 'Nothing of it is left in any system.'
      : `Left behind:\n${left.map(({ title, note }) => `  ${title}: ${note ?? 'accepted'}`).join('\n')}`,
  ];
};

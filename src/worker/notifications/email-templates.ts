import type { FormField } from '../../domain/plan/resolved-plan';
import type { InOneLanguage } from '../../domain/text/localized-text';
import type { StepView } from '../../domain/onboarding/view';
import { formatEmployeeName } from '../../domain/employee-name';
import { getAnswerDeadline, getCurrentTitle, isPendingOnPeople } from '../../domain/onboarding/pending-people';
import {
  formatTerminationCommand,
  formatHireSummary,
  type EmailContext,
  formatHttpInstructions,
  formatStepCommands,
  formatExplanation,
  formatLocalInstant,
} from './email-fragments';

/** Renders one paragraph per entry. Links must not have side effects: mail programs open links by themselves. */
type BodyTemplate = (context: EmailContext) => string[];

export const renderApprovalRequest: BodyTemplate = (context) => {
  const { view, step } = context;
  return [
    `${view.submittedBy.name} (${view.submittedBy.email}) asks for your decision: ${step?.title ?? 'an approval'}.`,
    ...formatSubstitutions(context),
    formatHireSummary(context),
    view.request.note ? `Note: ${view.request.note}` : '',
    ...formatAnswerDeadline(context),
    formatAnswerLink(context, 'Decide'),
    `Or decide on the command line, with your token in FIRSTDAY_TOKEN:\n${formatStepCommands(context, 'approve', 'decline')}`,
    formatHttpInstructions(context, 'approve', 'decline', 'delegate'),
  ];
};

export const renderTaskRequest: BodyTemplate = (context) => {
  const { view, step } = context;
  const form = step?.form ?? [];
  const isUndoing = step?.status === 'undoing';
  const answers = form.length > 0 ? ' --answer name=value' : '';
  return [
    isUndoing
      ? `The onboarding of ${formatEmployeeName(view.request)} is being undone. Please do: ${getCurrentTitle(step)}.`
      : `Please do: ${step?.title ?? 'a task'}.`,
    ...formatSubstitutions(context),
    formatHireSummary(context),
    step?.instructions ?? '',
    ...formatAnswerDeadline(context),
    form.length === 0 ? '' : `You will be asked:\n${form.map(formatFieldPrompt).join('\n')}`,
    formatAnswerLink(context, 'Once it is done, say so'),
    `Or say so on the command line, with your token in FIRSTDAY_TOKEN:\n${formatStepCommands(context, 'complete')}${answers}`,
    formatHttpInstructions(context, 'complete', 'delegate'),
  ];
};

/** The linked page has no side effects: only its button submits an answer. */
const formatAnswerLink = ({ link, publicUrl, view, step }: EmailContext, callToAction: string): string =>
  `${callToAction} on this page:\n${link ?? buildTaskUrl({ publicUrl, view, step })}`;

/** Page for signed-in assignees. */
const buildTaskUrl = ({ publicUrl, view, step }: Pick<EmailContext, 'publicUrl' | 'view' | 'step'>): string =>
  `${publicUrl}/tasks/${view.id}/${step?.id ?? ''}`;

const formatFieldPrompt = ({ name, label, type, required, choices }: InOneLanguage<FormField>): string =>
  `  ${name}: ${label} (${choices?.join(' | ') ?? type}${required ? '' : ', may be left out'})`;

/** Explains recipients that the plan does not name: deputies and delegates. */
const formatSubstitutions = ({ notification, step }: EmailContext): string[] =>
  (step?.substitutes ?? []).flatMap(({ representedEmail, substituteEmail }) => {
    const substitute = notification.to.find(({ email }) => email === substituteEmail);
    return substitute === undefined ? [] : [`${substitute.name} is asked in place of ${representedEmail}.`];
  });

/** A delayed mail may concern a step that no longer waits for an answer. */
function formatAnswerDeadline(context: EmailContext): string[] {
  const { step } = context;
  if (step === undefined) return [];
  if (!isUnanswered(step))
    return [`This was settled in the meantime: it is ${step.status}. There is nothing left to do.`];
  const deadline = getAnswerDeadline(step);
  return deadline === undefined ? [] : [`Please answer by ${formatLocalInstant(context, deadline)}.`];
}

const isUnanswered = ({ status }: StepView): boolean =>
  status === 'waiting' || status === 'undoing' || status === 'pending';

const renderApprovalOrTaskRequest: BodyTemplate = (context) =>
  context.step?.kind === 'approval' ? renderApprovalRequest(context) : renderTaskRequest(context);

export const renderReminder: BodyTemplate = (context) => [
  `You were asked${formatRequestedOn(context)}, and nobody has answered yet.`,
  ...renderApprovalOrTaskRequest(context),
];

export const renderEscalation: BodyTemplate = (context) => {
  const { notification, step, view } = context;
  if (step === undefined)
    return [
      `The onboarding of ${formatEmployeeName(view.request)} is overdue: ${formatExplanation(context, notification, 'It is not complete in time.')}`,
      formatPendingSteps(context),
    ];
  if (step.kind === 'activity')
    return [`Nobody has decided about a failure in time.`, ...renderNeedsAttention(context)];
  return [
    `Nobody has answered${formatRequestedOn(context)}, so you are asked, too.`,
    ...renderApprovalOrTaskRequest(context),
  ];
};

const formatRequestedOn = (context: EmailContext): string =>
  context.step?.startedAt === undefined ? '' : ` on ${formatLocalInstant(context, context.step.startedAt)}`;

export const renderRescheduling: BodyTemplate = (context) => {
  const { notification, view } = context;
  return [
    `The first day of ${formatEmployeeName(view.request)} has moved: ${formatExplanation(context, notification, view.startDate)}.`,
    'What was bound to the old date is done anew, all other dates follow by themselves.',
    formatReadinessLine(context),
    formatPendingSteps(context),
  ];
};

export const renderAmendment: BodyTemplate = (context) => [
  `The request for ${formatEmployeeName(context.view.request)} was changed. From now on this holds:`,
  formatHireSummary(context),
  formatReadinessLine(context),
  formatPendingSteps(context),
];

function formatReadinessLine({ view }: EmailContext): string {
  const cause = view.steps.find(({ id }) => id === view.readinessCause);
  return `Readiness for the first day: ${view.readiness}${cause ? `, because of "${cause.title}"` : ''}.`;
}

/** Lists all open requests with their assignees, not only the recipient's. */
function formatPendingSteps(context: EmailContext): string {
  const pendingSteps = context.view.steps.filter((step) =>
    isPendingOnPeople(step, context.view.termination !== undefined),
  );
  const rows = pendingSteps.map((step) => {
    const deadline = getAnswerDeadline(step);
    const until = deadline === undefined ? '' : `, until ${formatLocalInstant(context, deadline)}`;
    const assignees = [...(step.people ?? []).map(({ name }) => name), ...(step.roles ?? [])];
    return `  ${getCurrentTitle(step)}: ${assignees.join(', ')}${until}`;
  });
  return rows.length === 0 ? '' : `Waiting for an answer:\n${rows.join('\n')}`;
}

export const renderNeedsAttention: BodyTemplate = (context) => {
  const { notification, step } = context;
  if (step === undefined)
    return [
      formatExplanation(context, notification, 'It does not continue by itself.'),
      `Have all of it undone, on the command line:\n${formatTerminationCommand(context, 'cancel')}`,
    ];
  const reason = formatExplanation(context, notification, 'the reason is not known');
  if (step.status === 'undo-failed')
    return [
      `What "${step.title}" did could not be undone: ${reason}`,
      `Have it tried again once the cause is mended, or accept that it is left behind:\n${buildTaskUrl(context)}`,
      'Or on the command line:',
      formatStepCommands(context, 'retry', 'accept'),
    ];
  if (step.status !== 'failed') return [`"${step.title}" had failed: ${reason}`, ...formatAnswerDeadline(context)];
  const verbs = step.skippable ? ['retry', 'skip'] : ['retry'];
  return [
    `"${step.title}" failed: ${reason}`,
    step.decideBy
      ? `Please decide by ${formatLocalInstant(context, step.decideBy)}: then everything is undone, or, once the new hire works with it, escalated.`
      : 'It waits for your decision; nothing is undone by itself.',
    `Have it tried again once the cause is mended (where that lies in the request, amend it first)${step.skippable ? ', go on without it' : ''}, or have everything undone:\n${buildTaskUrl(context)}`,
    `Or on the command line:\n${formatStepCommands(context, ...verbs)}\n${formatTerminationCommand(context, 'rollback')}`,
  ];
};

/** Requests no answer: the onboarding continues by itself once operations has fixed the cause. */
export const renderIncident: BodyTemplate = (context) => [
  formatExplanation(context, context.notification, 'It does not continue.'),
  context.view.incident === undefined
    ? 'It goes on again in the meantime: there is nothing left to do.'
    : 'Please hand this on to whoever runs Firstday. There is nothing to decide, and nothing has to be said twice.',
];

export const renderTermination: BodyTemplate = (context) => {
  const { view, notification } = context;
  const by = view.termination?.by ? ` by ${view.termination.by}` : '';
  const leftBehind = view.steps.filter(({ kind, status }) => kind !== 'approval' && status === 'failed');
  return [
    `The onboarding you submitted was ${notification.kind === 'rolled-back' ? 'rolled back' : notification.kind}${by}: ${formatExplanation(context, notification, 'no reason was given')}`,
    leftBehind.length === 0
      ? 'Nothing of it is left in any system.'
      : `Left behind:\n${leftBehind.map((step) => `  ${step.title}: ${formatExplanation(context, step, 'accepted')}`).join('\n')}`,
  ];
};

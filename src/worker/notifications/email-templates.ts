import type { FormField } from '../../domain/plan/resolved-plan';
import type { InOneLanguage } from '../../domain/text/localized-text';
import { formatEmployeeName } from '../../domain/employee-name';
import { getAnswerDeadline, getCurrentTitle, isPendingOnPeople } from '../../domain/onboarding/pending-people';
import { getFormatters } from '../../i18n/formatters';
import type { EmailBlock } from '../../integrations/mail/mailer';
import {
  buildHireSummary,
  type EmailContext,
  type EmailStep,
  formatExplanation,
  formatLocalInstant,
  formatReason,
  indentLines,
} from './email-fragments';
import { renderFailure } from './failure-templates';
import { formatAnswerDeadline } from './request-fragments';

/** Words the body without its links. */
export type BodyTemplate = (context: EmailContext) => EmailBlock[];

export const renderApprovalRequest: BodyTemplate = (context) => {
  const { t, view, step } = context;
  const person = t('mails.facts.person', { name: view.submittedBy.name, email: view.submittedBy.email });
  return [
    t('mails.approval.intro', { person, title: step?.title ?? '' }),
    ...formatSubstitutions(context),
    buildHireSummary(context),
    ...formatAnswerDeadline(context),
  ];
};

export const renderTaskRequest: BodyTemplate = (context) => {
  const { t, view, step } = context;
  const form = step?.form ?? [];
  const title = step === undefined ? '' : getCurrentTitle(step);
  return [
    step?.status === 'undoing'
      ? t('mails.task.undo', { name: formatEmployeeName(view.request), title })
      : t('mails.task.intro', { title }),
    ...formatSubstitutions(context),
    buildHireSummary(context),
    ...formatBranchCause(context),
    step?.instructions === undefined ? '' : { markdown: step.instructions },
    ...formatAnswerDeadline(context),
    form.length === 0
      ? ''
      : t('mails.task.form', { fields: indentLines(form.map((field) => formatFormField(context, field))) }),
  ];
};

/** Says why a step that runs only as a branch is needed, such as the items that are missing. */
function formatBranchCause(context: EmailContext): string[] {
  const { t, view, step } = context;
  const source = view.steps.find(({ branchedTo }) => branchedTo !== undefined && branchedTo === step?.id);
  if (source?.error === undefined) return [];
  return [t('tasks.branchCause', { title: source.title, reason: formatReason(context, source.error) })];
}

function formatFormField({ t }: EmailContext, { label, type, required, choices }: InOneLanguage<FormField>): string {
  const values = { label, type: type === 'choice' ? (choices ?? []).join(' | ') : t(`mails.fieldTypes.${type}`) };
  return required ? t('mails.task.field', values) : t('mails.task.optionalField', values);
}

/** Explains recipients that the plan does not name: deputies and delegates. */
const formatSubstitutions = ({ t, notification, step }: EmailContext): string[] =>
  (step?.substitutes ?? []).flatMap(({ representedEmail, substituteEmail }) => {
    const substitute = notification.to.find(({ email }) => email === substituteEmail);
    return substitute === undefined ? [] : [t('mails.substitute', { name: substitute.name, email: representedEmail })];
  });

const renderApprovalOrTaskRequest: BodyTemplate = (context) =>
  context.step?.kind === 'approval' ? renderApprovalRequest(context) : renderTaskRequest(context);

export const renderReminder: BodyTemplate = (context) => {
  const { t, step } = context;
  return [
    step?.startedAt === undefined
      ? t('mails.reminder.intro')
      : t('mails.reminder.since', { since: formatLocalInstant(context, step.startedAt) }),
    ...renderApprovalOrTaskRequest(context),
  ];
};

export const renderEscalation: BodyTemplate = (context) => {
  const { t, notification, step, view } = context;
  if (step === undefined)
    return [
      t('mails.escalation.onboarding', { name: formatEmployeeName(view.request) }),
      formatExplanation(context, notification),
      formatPendingSteps(context),
    ];
  if (step.kind === 'activity') return [t('mails.escalation.failure'), ...renderFailure(context)];
  return [
    step.startedAt === undefined
      ? t('mails.escalation.request')
      : t('mails.escalation.requestSince', { since: formatLocalInstant(context, step.startedAt) }),
    ...renderApprovalOrTaskRequest(context),
  ];
};

export const renderRescheduling: BodyTemplate = (context) => {
  const { t, notification, view, locale } = context;
  const name = formatEmployeeName(view.request);
  const { reason } = notification;
  return [
    reason
      ? t('mails.rescheduled.intro', { name, change: formatReason(context, reason) })
      : t('mails.rescheduled.unchanged', { name, date: getFormatters(locale).formatDate(view.startDate) }),
    t('mails.rescheduled.effects'),
    formatReadiness(context),
    formatPendingSteps(context),
  ];
};

export const renderAmendment: BodyTemplate = (context) => [
  context.t('mails.amended.intro', { name: formatEmployeeName(context.view.request) }),
  buildHireSummary(context),
  formatReadiness(context),
  formatPendingSteps(context),
];

function formatReadiness({ t, view }: EmailContext): string {
  const cause = view.steps.find(({ id }) => id === view.readinessCause);
  const sentence = t(`mails.readiness.${view.readiness}`);
  return cause ? `${sentence}\n${t('mails.readinessCause', { title: cause.title })}` : sentence;
}

/** Lists all open requests with their assignees, not only the recipient's. */
function formatPendingSteps(context: EmailContext): string {
  const { t, view } = context;
  const pendingSteps = view.steps.filter((step) => isPendingOnPeople(step, view.termination !== undefined));
  if (pendingSteps.length === 0) return '';
  return t('mails.pendingSteps', { steps: indentLines(pendingSteps.map((step) => formatPendingStep(context, step))) });
}

function formatPendingStep(context: EmailContext, step: EmailStep): string {
  const { t, locale } = context;
  const names = (step.people ?? []).map(({ name }) => name);
  const roles = (step.roles ?? []).map((role) => t(`status.role.${role}`));
  const title = getCurrentTitle(step);
  const assignees = getFormatters(locale).formatList([...names, ...roles], 'disjunction');
  const deadline = getAnswerDeadline(step);
  if (deadline === undefined) return t('mails.pendingStep', { title, assignees });
  return t('mails.pendingStepDue', { title, assignees, deadline: formatLocalInstant(context, deadline) });
}

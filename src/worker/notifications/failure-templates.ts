import { formatEmployeeName } from '../../domain/employee-name';
import {
  type EmailContext,
  type EmailStep,
  formatExplanation,
  formatLocalInstant,
  formatReason,
  indentLines,
} from './email-fragments';
import { buildTaskUrl, formatAnswerDeadline } from './request-fragments';

/** Renders a failure of a step, or of the whole onboarding, that needs a decision. */
export function renderFailure(context: EmailContext): string[] {
  const { notification, step } = context;
  const explanation = formatExplanation(context, notification);
  if (step === undefined) return renderStop(context, explanation);
  if (step.status === 'undo-failed') return renderFailedUndo(context, step, explanation);
  if (step.status === 'failed') return renderFailedStep(context, step, explanation);
  return [context.t('mails.failure.intro', { title: step.title }), explanation, ...formatAnswerDeadline(context)];
}

const renderStop = (context: EmailContext, explanation: string): string[] => [
  context.t('mails.stopped.intro', { name: formatEmployeeName(context.view.request) }),
  explanation,
  context.t('mails.stopped.cancel'),
];

const renderFailedUndo = (context: EmailContext, { title }: EmailStep, explanation: string): string[] => [
  context.t('mails.failure.undo', { title }),
  explanation,
  context.t('mails.failure.undoPage', { url: buildTaskUrl(context) }),
];

function renderFailedStep(context: EmailContext, { title, skippable, decideBy }: EmailStep, explanation: string) {
  const { t } = context;
  const url = buildTaskUrl(context);
  return [
    t('mails.failure.intro', { title }),
    explanation,
    decideBy
      ? t('mails.failure.decideBy', { deadline: formatLocalInstant(context, decideBy) })
      : t('mails.failure.noDeadline'),
    skippable ? t('mails.failure.retryOrSkip', { url }) : t('mails.failure.retry', { url }),
  ];
}

/** Requests no answer: the onboarding continues by itself once operations has fixed the cause. */
export const renderIncident = (context: EmailContext): string[] => [
  context.t('mails.incident.intro', { name: formatEmployeeName(context.view.request) }),
  formatExplanation(context, context.notification),
  context.view.incident === undefined ? context.t('mails.incident.resolved') : context.t('mails.incident.forward'),
];

/** Asks HR to correct the address, or to reach the recipient another way. */
export const renderUndeliverable = (context: EmailContext): string[] => [
  context.t('mails.undeliverable.intro', { name: formatEmployeeName(context.view.request) }),
  formatExplanation(context, context.notification),
  context.t('mails.undeliverable.remedy', { url: `${context.publicUrl}/onboardings/${context.onboardingId}/amend` }),
];

/** Renders the end of an onboarding that did not complete. */
export const renderTermination =
  (outcome: 'declined' | 'cancelled' | 'rolled-back') =>
  (context: EmailContext): string[] => {
    const { t, view, notification } = context;
    const by = view.termination?.by;
    return [
      t(`mails.termination.${outcome}`, { name: formatEmployeeName(view.request) }),
      [by === undefined ? '' : t('mails.termination.by', { email: by }), formatExplanation(context, notification)]
        .filter(Boolean)
        .join('\n'),
      formatLeftBehind(context),
    ];
  };

function formatLeftBehind(context: EmailContext): string {
  const { t, view } = context;
  const leftBehind = view.steps.filter(({ kind, status }) => kind !== 'approval' && status === 'failed');
  if (leftBehind.length === 0) return t('mails.termination.clean');
  return t('mails.termination.leftBehind', {
    steps: indentLines(leftBehind.map((step) => formatLeftBehindStep(context, step))),
  });
}

function formatLeftBehindStep(context: EmailContext, { title, reason }: EmailStep): string {
  if (reason === undefined) return title;
  return context.t('mails.termination.leftBehindStep', { title, reason: formatReason(context, reason) });
}

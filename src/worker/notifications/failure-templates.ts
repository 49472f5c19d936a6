import { mustBeUndoneByHand } from '../../domain/onboarding/allowed-actions';
import { formatEmployeeName } from '../../domain/employee-name';
import { getFormatters } from '../../i18n/formatters';
import {
  type EmailContext,
  type EmailStep,
  formatExplanation,
  formatLocalInstant,
  formatReason,
  indentLines,
} from './email-fragments';
import { formatAnswerDeadline } from './request-fragments';

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

function renderFailedUndo(context: EmailContext, { title, error }: EmailStep, explanation: string): string[] {
  const { t } = context;
  return mustBeUndoneByHand(error)
    ? [t('mails.failure.undoByHand', { title }), explanation, t('mails.failure.confirmUndo')]
    : [t('mails.failure.undo', { title }), explanation, t('mails.failure.retryUndo')];
}

function renderFailedStep(context: EmailContext, { title, essential, decideBy }: EmailStep, explanation: string) {
  const { t } = context;
  return [
    t('mails.failure.intro', { title }),
    explanation,
    decideBy
      ? t(essential === false ? 'mails.failure.decideByOrEscalate' : 'mails.failure.decideBy', {
          deadline: formatLocalInstant(context, decideBy),
        })
      : t('mails.failure.noDeadline'),
    essential === false ? t('mails.failure.retryOrSkip') : t('mails.failure.retry'),
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
  context.t('mails.undeliverable.remedy'),
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
      formatHoldings(context),
      countRemains(context) === 0 ? t('mails.termination.clean') : '',
    ];
  };

const countRemains = (context: EmailContext): number =>
  listLeftBehindSteps(context).length + listHoldings(context).length;

const listLeftBehindSteps = ({ view }: EmailContext): EmailStep[] =>
  view.steps.filter(({ kind, status }) => kind !== 'approval' && status === 'failed');

function formatLeftBehind(context: EmailContext): string {
  const { t } = context;
  const leftBehind = listLeftBehindSteps(context);
  if (leftBehind.length === 0) return '';
  return t('mails.termination.leftBehind', {
    steps: indentLines(leftBehind.map((step) => formatLeftBehindStep(context, step))),
  });
}

/** Accounts that were ever active are disabled and kept: their mail and files may still be needed. */
function formatHoldings(context: EmailContext): string {
  const lines = listHoldings(context);
  return lines.length === 0 ? '' : context.t('mails.termination.holdings', { lines: indentLines(lines) });
}

function listHoldings({ t, locale, view, holdings }: EmailContext): string[] {
  const { accounts = [], items = [], seats = [] } = holdings ?? {};
  const { formatInstant } = getFormatters(locale);
  return [
    ...accounts.map(({ system, username, active }) =>
      t('onboarding.account', { name: `${username} (${system})`, isActive: String(active) }),
    ),
    ...items.map(({ model, tag }) => t('mails.preparations.item', { model, tag })),
    ...seats.map(({ course, startsAt }) =>
      t('onboarding.seat', { course, when: formatInstant(startsAt, view.timeZone) }),
    ),
  ];
}

function formatLeftBehindStep(context: EmailContext, { title, reason }: EmailStep): string {
  if (reason === undefined) return title;
  return context.t('mails.termination.leftBehindStep', { title, reason: formatReason(context, reason) });
}

import { formatInstant } from '../../lib/format-instant';
import type { Instant, ResolvedPlan } from '../../domain/plan/resolved-plan';
import type { Notification } from '../../domain/onboarding/snapshot';
import type { OnboardingView, StepView } from '../../domain/onboarding/view';
import type { Reason } from '../../domain/reasons/reason';
import type { InOneLanguage } from '../../domain/text/localized-text';
import { createReasonReader, renderReason } from '../../i18n/render-reason';
import { formatEmployeeName } from '../../domain/employee-name';

export interface PendingNotification {
  onboardingId: string;
  notification: Notification;
  view: OnboardingView;
  cost: ResolvedPlan['cost'];
}

/** In the language of the mail. `step`: current state of the notification's step, if it concerns one. */
export type EmailContext = InOneLanguage<PendingNotification> & {
  publicUrl: string;
  step?: InOneLanguage<StepView>;
  /** Answers as the mail's single recipient, without a sign-in. */
  link?: string;
};

/** Formats the facts that an approver or task assignee needs, one per line. */
export function formatHireSummary({ view, cost }: EmailContext): string {
  const { job, equipment = [], trainings = [] } = view.request;
  return formatLabelledLines([
    ['Who', formatEmployeeName(view.request)],
    ['First day', view.startDate],
    ['Job', `${job.title}, ${job.department} (${job.employmentType}${job.endDate ? ` until ${job.endDate}` : ''})`],
    ['Where', `${job.location}${job.remote ? ', remote' : ''}`],
    ['Manager', `${view.request.manager.name} (${view.request.manager.email})`],
    ['Plan', view.plan],
    ['Equipment', equipment.join(', ')],
    ['Trainings', trainings.join(', ')],
    ['Cost', getCurrencyFormat(cost.currency).format(cost.amountCents / 100)],
  ]);
}

const currencyFormats = new Map<string, Intl.NumberFormat>();

/** Cached per currency: creating a format takes longer than rendering the rest of the mail. */
function getCurrencyFormat(currency: string): Intl.NumberFormat {
  const format = currencyFormats.get(currency) ?? new Intl.NumberFormat('en', { style: 'currency', currency });
  currencyFormats.set(currency, format);
  return format;
}

const formatLabelledLines = (rows: [label: string, value: string | undefined][]): string =>
  rows.flatMap(([label, value]) => (value ? [`  ${`${label}:`.padEnd(11)}${value}`] : [])).join('\n');

export const formatStepCommands = (context: EmailContext, ...verbs: string[]): string =>
  formatCliCommands(
    context,
    verbs.map((verb) => `${verb} ${context.view.id} ${context.step?.id ?? ''}`),
  );

export const formatTerminationCommand = (context: EmailContext, verb: 'cancel' | 'rollback'): string =>
  formatCliCommands(context, [`${verb} ${context.view.id} --reason "…"`]);

const formatCliCommands = ({ publicUrl }: EmailContext, commandLines: string[]): string =>
  commandLines.map((commandLine) => `  npx firstday ${commandLine} --url ${publicUrl}`).join('\n');

export const formatHttpInstructions = (
  { view, step, publicUrl }: EmailContext,
  ...verbs: [string, ...string[]]
): string => {
  const [verb, ...others] = verbs;
  const alternatives = others.map((other) => `/${other}`).join(', ');
  return `Or over HTTP, with your token:\nPOST ${publicUrl}/api/v1/onboardings/${view.id}/steps/${step?.id ?? ''}/${verb}${alternatives && ` (or ${alternatives})`}`;
};

/** Words the reason, then quotes the comment of the person, as far as there are any. */
export function formatExplanation(
  { view }: Pick<EmailContext, 'view'>,
  { reason, comment }: { reason?: Reason; comment?: string },
  fallback: string,
): string {
  const words = reason && renderReason(reason, createReasonReader(view, 'en'));
  const quote = comment && `“${comment}”`;
  return [words, quote].filter((text) => text !== undefined && text !== '').join(' ') || fallback;
}

/** Uses the time zone of the new hire's location. */
export const formatLocalInstant = ({ view }: EmailContext, instant: Instant): string =>
  formatInstant(instant, view.timeZone);

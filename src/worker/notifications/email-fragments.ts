import { chooseGoods } from '../../domain/choose-goods';
import type { Instant, ResolvedPlan } from '../../domain/plan/resolved-plan';
import type { Notification } from '../../domain/onboarding/snapshot';
import type { OnboardingView, StepView } from '../../domain/onboarding/view';
import type { Reason } from '../../domain/reasons/reason';
import type { InOneLanguage } from '../../domain/text/localized-text';
import { formatAccounts, formatDeviations } from '../../i18n/format-access';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locales';
import { createReasonReader, renderReason } from '../../i18n/render-reason';
import { findMessage, type Translate } from '../../i18n/translate';
import { hashRecipient } from '../../auth/signed-links';
import { formatEmployeeName } from '../../domain/employee-name';
import type { EmailBlock } from '../../integrations/mail/mailer';

/** Things that the systems still hold when the mail is sent. */
export interface Holdings {
  accounts: readonly { system: string; username: string; active: boolean }[];
  items: readonly { tag: string; model: string }[];
  seats: readonly { course: string; startsAt: Instant }[];
}

export interface PendingNotification {
  onboardingId: string;
  notification: Notification;
  view: OnboardingView;
  cost: ResolvedPlan['cost'];
  location: ResolvedPlan['dayOne']['location'];
  /** Loaded for the end of an onboarding that did not complete. */
  holdings?: Holdings;
}

/** Step in the language of a mail. */
export type EmailStep = InOneLanguage<StepView>;

/** In the language of the mail. `step`: current state of the notification's step, if it concerns one. */
export type EmailContext = InOneLanguage<PendingNotification> & {
  publicUrl: string;
  /** Language of the recipient. */
  locale: Locale;
  t: Translate;
  step?: EmailStep;
  /** Answers as the mail's single recipient, without a sign-in. */
  link?: string;
};

/** Key of the mail to this recipient, in any language. */
export const buildEmailKey = ({ onboardingId, notification: { key, to } }: EmailContext): string =>
  `${onboardingId}/notification/${key}/${hashRecipient(to[0]?.email ?? '')}`;

/** Lists the facts that an approver or task assignee needs. */
export function buildHireSummary(context: EmailContext): EmailBlock {
  const { t, view, cost, locale } = context;
  const { access } = view;
  const { employee, job, manager, note } = view.request;
  const { equipment, trainings } = chooseGoods(view.request, access);
  const isShipped = context.step?.kind === 'task' && job.remote;
  const { formatDate, formatMoney } = getFormatters(locale);
  const rows: [label: string, value: string | undefined][] = [
    [t('tasks.who'), formatEmployeeName(view.request)],
    [t('tasks.firstDay'), formatDate(view.startDate)],
    [t('tasks.facts.job'), formatJob(context)],
    [t('tasks.facts.where'), formatLocation(context)],
    // Only a task for a remote hire needs the postal address.
    [t('tasks.facts.address'), isShipped ? (employee.address ?? t('tasks.facts.noAddress')) : undefined],
    [t('tasks.facts.manager'), t('mails.facts.person', { name: manager.name, email: manager.email })],
    [t('tasks.facts.plan'), view.plan],
    [t('tasks.facts.accounts'), access && formatAccounts(access, locale)],
    [t('tasks.facts.deviations'), access && formatDeviations(access, locale)],
    [t('tasks.facts.equipment'), equipment.join(', ')],
    [t('tasks.facts.trainings'), trainings.join(', ')],
    [t('tasks.facts.cost'), formatMoney(cost.amountCents, cost.currency)],
    [t('tasks.facts.note'), note],
  ];
  return { facts: rows.flatMap(([label, value]) => (value ? [[label, value] as const] : [])) };
}

function formatJob({ t, locale, view }: EmailContext): string {
  const { title, department, employmentType, endDate } = view.request.job;
  const type = t(`new-onboarding.employmentTypes.${employmentType}`);
  if (endDate === undefined) return t('mails.facts.job', { title, department, type });
  return t('mails.facts.fixedTermJob', { title, department, type, date: getFormatters(locale).formatDate(endDate) });
}

const formatLocation = ({ t, view, location }: EmailContext): string =>
  view.request.job.remote ? t('mails.facts.remote', { location }) : location;

export const indentLines = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');

/** Some reasons have shorter words in a mail: without the commands that the pages show to operators. */
export const formatReason = ({ view, locale }: EmailContext, reason: Reason): string =>
  findMessage(locale, `mails.reasons.${reason.code}`) ?? renderReason(reason, createReasonReader(view, locale));

/** Words the reason and quotes the comment of the person on lines of their own, as far as there are any. */
export function formatExplanation(
  context: EmailContext,
  { reason, comment }: { reason?: Reason; comment?: string },
): string {
  const { t } = context;
  return [
    reason ? t('mails.reason', { reason: formatReason(context, reason) }) : '',
    comment ? t('mails.comment', { comment }) : '',
  ]
    .filter(Boolean)
    .join('\n');
}

/** Uses the time zone of the new hire's location. */
export const formatLocalInstant = ({ view, locale }: EmailContext, instant: Instant): string =>
  getFormatters(locale).formatLongInstant(instant, view.timeZone);

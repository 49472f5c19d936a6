import type { Notification } from '../../domain/onboarding/snapshot';
import { formatEmployeeName } from '../../domain/employee-name';
import { getCurrentTitle } from '../../domain/onboarding/pending-people';
import { getNewHire } from '../../domain/people';
import type { SignedLinks } from '../../auth/signed-links';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locales';
import { getTranslator } from '../../i18n/translate';
import type { EmailMessage } from '../../integrations/mail/mailer';
import { pickTexts } from '../../i18n/pick-text';
import { buildOnboardingUrl } from '../../lib/short-links';
import { renderNewHireEmail } from './new-hire-template';
import {
  type BodyTemplate,
  renderAmendment,
  renderApprovalRequest,
  renderEscalation,
  renderReminder,
  renderRescheduling,
  renderTaskRequest,
} from './email-templates';
import { renderFailure, renderIncident, renderTermination, renderUndeliverable } from './failure-templates';
import { buildEmailKey, type EmailContext, type PendingNotification } from './email-fragments';
import { findAction } from './request-fragments';

const BODY_TEMPLATES: Record<Notification['kind'], BodyTemplate> = {
  'approval-requested': renderApprovalRequest,
  'task-requested': renderTaskRequest,
  reminder: renderReminder,
  escalated: renderEscalation,
  'needs-attention': renderFailure,
  incident: renderIncident,
  undeliverable: renderUndeliverable,
  rescheduled: renderRescheduling,
  amended: renderAmendment,
  declined: renderTermination('declined'),
  cancelled: renderTermination('cancelled'),
  'rolled-back': renderTermination('rolled-back'),
};

export interface RenderingDeps {
  publicUrl: string;
  links: SignedLinks;
  /** Language of the recipient. */
  locale: Locale;
}

/** Renders the mail of a notification with one recipient. A repeated send keeps its Message-ID. */
export async function renderNotification(
  pending: PendingNotification,
  { publicUrl, links, locale }: RenderingDeps,
): Promise<EmailMessage> {
  const { notification, onboardingId, view } = pending;
  const [recipient] = notification.to;
  if (recipient === undefined) throw new Error('A notification has no recipient.');
  const localizedPending = pickTexts(pending, locale);
  const step = localizedPending.view.steps.find(({ id }) => id === notification.step);
  const context: EmailContext = { ...localizedPending, publicUrl, step, locale, t: getTranslator(locale) };
  if (recipient.email === getNewHire(view.request).email)
    return renderNewHireEmail(context, await links.createNewHireLink(onboardingId, recipient.email));
  // The link of an open request answers as its recipient.
  const isOpen = step?.status === 'waiting' || step?.status === 'undoing';
  const link = isOpen ? await links.createDecisionLink(onboardingId, step.id, recipient.email) : undefined;
  return renderColleagueEmail({ ...context, link });
}

function renderColleagueEmail(context: EmailContext): EmailMessage {
  const { onboardingId, notification, publicUrl, locale, t } = context;
  const page = { label: t('mails.viewOnboarding'), url: buildOnboardingUrl(publicUrl, onboardingId) };
  const action = findAction(context);
  return {
    key: buildEmailKey(context),
    kind: notification.kind,
    locale,
    to: notification.to,
    subject: formatSubject(context),
    blocks: BODY_TEMPLATES[notification.kind](context),
    ...(action ? { action, link: page } : { action: page }),
  };
}

function formatSubject({ notification, view, step, locale, t }: EmailContext): string {
  const values = {
    title: step ? getCurrentTitle(step) : t('mails.onboarding'),
    name: formatEmployeeName(view.request),
    date: getFormatters(locale).formatDate(view.startDate),
  };
  return t(`mails.subjects.${notification.kind}`, values);
}

import type { Notification } from '../../domain/onboarding/snapshot';
import { formatEmployeeName } from '../../domain/employee-name';
import { getCurrentTitle } from '../../domain/onboarding/pending-people';
import { getNewHire } from '../../domain/people';
import type { Person } from '../../domain/request';
import { type SignedLinks, hashRecipient } from '../../auth/signed-links';
import { formatEmailText } from '../../i18n/format-email-text';
import { getFormatters } from '../../i18n/formatters';
import { LOCALES, type Locale } from '../../i18n/locales';
import { getTranslator } from '../../i18n/translate';
import type { EmailMessage } from '../../integrations/mail/mailer';
import { pickTexts } from '../../i18n/pick-text';
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
import { renderFailure, renderIncident, renderTermination } from './failure-templates';
import type { EmailContext, PendingNotification } from './email-fragments';

const BODY_TEMPLATES: Record<Notification['kind'], BodyTemplate> = {
  'approval-requested': renderApprovalRequest,
  'task-requested': renderTaskRequest,
  reminder: renderReminder,
  escalated: renderEscalation,
  'needs-attention': renderFailure,
  incident: renderIncident,
  rescheduled: renderRescheduling,
  amended: renderAmendment,
  declined: renderTermination('declined'),
  cancelled: renderTermination('cancelled'),
  'rolled-back': renderTermination('rolled-back'),
};

export interface RenderingDeps {
  publicUrl: string;
  links: SignedLinks;
  getLocale: (email: string) => Locale;
}

/** Addresses the notification of `key` to these people, in the language of the first. */
type Addressing = (to: Person[], key: string) => EmailContext;

/**
 * Renders one mail per language or, for an open request, one per recipient; the new hire always gets a separate one.
 * Message keys depend on the notification, its recipients and their languages only: a repeated send keeps its
 * Message-IDs.
 */
export async function renderEmails(
  pending: PendingNotification,
  { publicUrl, links, getLocale }: RenderingDeps,
): Promise<EmailMessage[]> {
  const { notification, onboardingId, view } = pending;
  const isOfNotification = ({ id }: { id: string }): boolean => id === notification.step;
  const step = view.steps.find(isOfNotification);
  const address: Addressing = (to, key) => {
    const locale = getLocale(to[0]?.email ?? '');
    const localizedPending = pickTexts(pending, locale);
    return {
      ...localizedPending,
      notification: { ...localizedPending.notification, key, to },
      publicUrl,
      step: localizedPending.view.steps.find(isOfNotification),
      locale,
      t: getTranslator(locale),
    };
  };
  const isNewHire = ({ email }: Person): boolean => email === getNewHire(view.request).email;
  const addressAlone = (person: Person): EmailContext => address([person], buildPersonalKey(notification, person));
  const colleagues = notification.to.filter((person) => !isNewHire(person));
  const newHireEmails = notification.to
    .filter(isNewHire)
    .map(async (hire) => renderNewHireEmail(addressAlone(hire), await links.createNewHireLink(onboardingId, hire.email)));
  // The link of an open request answers as its recipient.
  const colleagueEmails =
    step?.status === 'waiting' || step?.status === 'undoing'
      ? colleagues.map(async (person) => {
          const link = await links.createDecisionLink(onboardingId, step.id, person.email);
          return renderEmail({ ...addressAlone(person), link });
        })
      : addressByLanguage(notification, colleagues, { address, getLocale }).map(renderEmail);
  return Promise.all([...colleagueEmails, ...newHireEmails]);
}

/** A single recipient's mail keeps its Message-ID if the language changes between two attempts. */
const buildPersonalKey = ({ key, to }: Notification, { email }: Person): string =>
  to.length === 1 ? key : `${key}/${hashRecipient(email)}`;

function addressByLanguage(
  { key, to }: Notification,
  people: readonly Person[],
  { address, getLocale }: Pick<RenderingDeps, 'getLocale'> & { address: Addressing },
): EmailContext[] {
  return LOCALES.flatMap((locale) => {
    const readers = people.filter(({ email }) => getLocale(email) === locale);
    return readers.length === 0 ? [] : [address(readers, to.length === 1 ? key : `${key}/${locale}`)];
  });
}

function renderEmail(context: EmailContext): EmailMessage {
  const { onboardingId, notification, publicUrl, locale, t } = context;
  const url = `${publicUrl}/onboardings/${onboardingId}`;
  return {
    key: `${onboardingId}/notification/${notification.key}`,
    kind: notification.kind,
    locale,
    to: notification.to,
    subject: formatSubject(context),
    text: formatEmailText(locale, notification.to, [
      ...BODY_TEMPLATES[notification.kind](context),
      t('mails.viewOnboarding', { url }),
    ]),
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

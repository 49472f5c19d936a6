import type { DayOne } from '../../src/domain/plan/resolved-plan';
import { formatEmployeeName } from '../../src/domain/employee-name';
import type { Locale } from '../../src/domain/locale';
import type { OnboardingRequest } from '../../src/domain/request';
import type { LocalizedText } from '../../src/domain/text/localized-text';
import { getFormatters } from '../../src/i18n/formatters';
import { formatAccount } from '../../src/i18n/format-access';
import { pickText, pickTexts } from '../../src/i18n/pick-text';
import { translate } from '../../src/i18n/translate';
import type { EmailMessage } from '../../src/integrations/mail/mailer';
import type { Booking } from '../../src/integrations/training/training';

export interface Preparations {
  firstDay: Pick<DayOne, 'startsAt' | 'timeZone' | 'location'>;
  username?: string;
  accounts: { title: LocalizedText; groups: string[] }[];
  items: { model: string; tag: string }[];
  bookings: Pick<Booking, 'title' | 'startsAt' | 'timeZone' | 'place'>[];
}

interface PreparationsEmail {
  request: OnboardingRequest;
  locale: Locale;
  current: Preparations;
  /** Content of the earlier email that this one replaces. */
  previous?: Preparations;
  /** Of the onboarding. */
  pageUrl: string;
}

type EmailContent = Pick<EmailMessage, 'kind' | 'locale' | 'to' | 'subject' | 'blocks' | 'action'>;

/** Builds the email to the manager. An email that replaces an earlier one starts with the changes. */
export function buildPreparationsEmail({
  request,
  locale,
  current,
  previous,
  pageUrl,
}: PreparationsEmail): EmailContent {
  const name = formatEmployeeName(request);
  const { department, title } = request.job;
  const sections = buildSections(current, locale);
  const values = { name, department, title, ...formatFirstDay(current, locale) };
  const blocks = [
    previous && formatChanges(name, previous, current, locale),
    translate(locale, sections.length > 0 ? 'mails.preparations.intro' : 'mails.preparations.nothing', values),
    ...sections.map(({ heading, lines }) =>
      translate(locale, 'mails.preparations.section', { heading, lines: formatBullets(lines) }),
    ),
  ];
  const subject = translate(locale, previous ? 'mails.preparations.updateSubject' : 'mails.preparations.subject', {
    name,
  });
  const action = { label: translate(locale, 'mails.viewOnboarding'), url: pageUrl };
  return { kind: 'preparations', ...addressToManager(request, locale, blocks), subject, action };
}

/** Builds the email that retracts all earlier ones. */
export function buildPreparationsRetraction(request: OnboardingRequest, locale: Locale): EmailContent {
  const name = formatEmployeeName(request);
  const blocks = [translate(locale, 'mails.preparations.retracted', { name })];
  const subject = translate(locale, 'mails.preparations.retractedSubject', { name });
  return { kind: 'preparations-retraction', ...addressToManager(request, locale, blocks), subject };
}

const addressToManager = ({ manager }: OnboardingRequest, locale: Locale, blocks: EmailMessage['blocks']) => ({
  locale,
  to: [manager],
  blocks,
});

function formatChanges(name: string, previous: Preparations, current: Preparations, locale: Locale): string {
  const previousLines = listLines(previous, locale);
  const currentLines = listLines(current, locale);
  const removed = previousLines
    .filter((line) => !currentLines.includes(line))
    .map((line) => translate(locale, 'mails.preparations.removed', { line }));
  const added = currentLines
    .filter((line) => !previousLines.includes(line))
    .map((line) => translate(locale, 'mails.preparations.added', { line }));
  const changes = [...removed, ...added];
  return changes.length > 0
    ? translate(locale, 'mails.preparations.changes', { name, changes: formatBullets(changes) })
    : translate(locale, 'mails.preparations.unchanged', { name });
}

/** Lists the content line by line, for a comparison within one language. */
const listLines = (preparations: Preparations, locale: Locale): string[] => [
  translate(locale, 'mails.preparations.firstDay', formatFirstDay(preparations, locale)),
  ...buildSections(preparations, locale).flatMap(({ heading, lines }) =>
    lines.map((value) => translate(locale, 'mails.facts.line', { label: heading, value })),
  ),
];

const buildSections = ({ username = '', accounts, items, bookings }: Preparations, locale: Locale) =>
  [
    {
      heading: translate(locale, 'mails.preparations.accounts', { username }),
      lines: accounts.map((account) => formatAccount(pickTexts(account, locale))),
    },
    {
      heading: translate(locale, 'tasks.facts.equipment'),
      lines: items.map(({ model, tag }) => translate(locale, 'mails.preparations.item', { model, tag })),
    },
    { heading: translate(locale, 'tasks.facts.trainings'), lines: bookings.map((seat) => formatSeat(seat, locale)) },
  ].filter(({ lines }) => lines.length > 0);

function formatSeat({ title, startsAt, timeZone, place }: Preparations['bookings'][number], locale: Locale): string {
  const when = getFormatters(locale).formatLongInstant(startsAt, timeZone);
  return translate(locale, 'mails.preparations.seat', { title, when, place });
}

const formatFirstDay = ({ firstDay: { startsAt, timeZone, location } }: Preparations, locale: Locale) => ({
  when: getFormatters(locale).formatLongInstant(startsAt, timeZone),
  location: pickText(location, locale),
});

const formatBullets = (lines: string[]): string => lines.map((line) => `- ${line}`).join('\n');

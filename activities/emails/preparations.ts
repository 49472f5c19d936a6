import type { DayOne } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import type { EmailMessage } from '../../src/integrations/mail/mailer';
import type { Booking } from '../../src/integrations/training/training';
import { formatEmployeeName } from '../../src/domain/employee-name';
import { getEnglishText } from '../../src/domain/text/localized-text';
import { formatInstant } from '../../src/lib/format-instant';

interface Preparations {
  request: OnboardingRequest;
  dayOne: DayOne;
  username?: string;
  applications: string[];
  items: { model: string; tag: string }[];
  bookings: Booking[];
  /** Lines of the earlier email that this one replaces. */
  previousLines?: string[];
}

type EmailContent = Pick<EmailMessage, 'subject' | 'text'>;

/** Builds the email to the manager. An email that replaces an earlier one starts with the changes. */
export function buildPreparationsEmail(preparations: Preparations): EmailContent {
  const { request, dayOne, previousLines } = preparations;
  const name = formatEmployeeName(request);
  const subject = `${previousLines ? 'Update: prepared' : 'Prepared'} for the first day of ${name}`;
  const paragraphs = [
    `Hello ${request.manager.name},`,
    previousLines &&
      `Our earlier message about ${name} is replaced by this one. ${formatChanges(previousLines, listPreparationLines(preparations))}\n\nAll in all:`,
    `${name} joins ${request.job.department} as ${request.job.title} and starts on ${formatFirstDay(dayOne)}. This is prepared:`,
    ...buildSections(preparations).map(([heading, lines]) => `${heading}:\n${formatList(lines)}`),
    'Firstday',
  ];
  return { subject, text: paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n') };
}

/** Lists the contents line by line, for comparison with a later email. */
export const listPreparationLines = (preparations: Preparations): string[] => [
  `First day: ${formatFirstDay(preparations.dayOne)}`,
  ...buildSections(preparations).flatMap(([heading, lines]) => lines.map((line) => `${heading}: ${line}`)),
];

/** Builds the email that retracts all earlier ones. */
export function buildPreparationsRetraction(request: OnboardingRequest): EmailContent {
  const name = formatEmployeeName(request);
  const paragraphs = [
    `Hello ${request.manager.name},`,
    `An earlier message told you what was prepared for the first day of ${name}. It no longer holds: the onboarding was stopped, and the preparations are being taken back.`,
    'Firstday',
  ];
  return { subject: `No longer valid: the preparations for ${name}`, text: paragraphs.join('\n\n') };
}

function formatChanges(previousLines: string[], currentLines: string[]): string {
  const removed = previousLines.filter((line) => !currentLines.includes(line)).map((line) => `no longer: ${line}`);
  const added = currentLines.filter((line) => !previousLines.includes(line)).map((line) => `now: ${line}`);
  const changed = [...removed, ...added];
  return changed.length > 0 ? `What has changed:\n${formatList(changed)}` : 'Nothing in it has changed.';
}

const buildSections = ({ username = '', applications, items, bookings }: Preparations): [string, string[]][] => {
  const sections: [string, string[]][] = [
    [`Accounts for the username ${username}`, applications],
    ['Equipment', items.map(({ model, tag }) => `${model} (tag ${tag})`)],
    [
      'Trainings',
      bookings.map((seat) => `${seat.title}: ${formatInstant(seat.startsAt, seat.timeZone)}, ${seat.place}`),
    ],
  ];
  return sections.filter(([, lines]) => lines.length > 0);
};

const formatFirstDay = ({ startsAt, timeZone, location }: DayOne): string =>
  `${formatInstant(startsAt, timeZone)}, ${getEnglishText(location)}`;

const formatList = (lines: string[]): string => lines.map((line) => `- ${line}`).join('\n');

import { getFormatters } from '../../i18n/formatters';
import type {
  AbsenceList,
  CreatedAbsence,
  PeopleImportPreview,
  PeopleImportResult,
  PeoplePage,
} from '../api-responses';
import { formatFieldErrors } from '../problem';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';

export function formatPeople(settings: TextSettings, { items }: PeoplePage): string {
  if (items.length === 0) return `${settings.t('cli-output.people.empty')}\n`;
  const headings = formatHeadings(settings, [
    'cli-output.heading.email',
    'cli-output.heading.name',
    'cli-output.heading.roles',
    'cli-output.heading.manager',
    'cli-output.heading.language',
  ]);
  const rows = items.map(({ email, name, roles, managerEmail = '', language }) => [
    sanitizeText(email),
    sanitizeText(name),
    roles.map((role) => settings.t(`status.role.${role}`)).join(', '),
    sanitizeText(managerEmail),
    language === undefined ? '' : settings.t(`admin.languages.${language}`),
  ]);
  return formatTable([headings, ...rows]);
}

export const formatPeopleImport = ({ t }: TextSettings, { added, invited }: PeopleImportResult): string =>
  `${t('cli-output.people.imported', { added, invited })}\n`;

export function formatPeopleImportPreview({ t }: TextSettings, { rows, errors }: PeopleImportPreview): string {
  const lines = [t('cli-output.people.checked', rows), ...formatFieldErrors(t, errors).map(sanitizeText)];
  return `${lines.join('\n')}\n`;
}

export function formatAbsences(settings: TextSettings, { items }: AbsenceList): string {
  if (items.length === 0) return `${settings.t('cli-output.absence.empty')}\n`;
  const { formatDate } = getFormatters(settings.locale);
  const headings = formatHeadings(settings, [
    'cli-output.heading.id',
    'cli-output.heading.from',
    'cli-output.heading.to',
    'cli-output.heading.deputy',
  ]);
  const rows = items.map(({ id, from, to, deputy }) => [id, formatDate(from), formatDate(to), sanitizeText(deputy)]);
  return formatTable([headings, ...rows]);
}

/** Lists the delegate commands for steps that already wait: they are not delegated automatically. */
export function formatCreatedAbsence({ t, style, locale }: TextSettings, absence: CreatedAbsence): string {
  const { formatDate } = getFormatters(locale);
  const { from, to, pendingSteps } = absence;
  const deputy = sanitizeText(absence.deputy);
  const summary = `${t('cli-output.absence.added', { from: formatDate(from), to: formatDate(to), deputy })}\n`;
  if (pendingSteps.length === 0) return summary;
  const rows = pendingSteps.map(({ onboardingId, step, title, employeeName }) => [
    style(`firstday delegate ${onboardingId} ${step} ${deputy}`, 'cyan'),
    `${sanitizeText(title)}, ${sanitizeText(employeeName)}`,
  ]);
  return `${summary}${t('cli-output.absence.pending-steps')}\n${formatTable(rows)}`;
}

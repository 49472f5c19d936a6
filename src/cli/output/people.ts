import type { Absence, CompanyPerson, CreatedAbsence } from '../api-types';
import { sanitizeText, type Style, formatTable } from './text';

export function formatPeople(style: Style, items: readonly CompanyPerson[]): string {
  if (items.length === 0) return 'Nobody.\n';
  const heading = ['E-MAIL', 'NAME', 'ROLES', 'MANAGER'].map((text) => style(text, 'bold'));
  const rows = items.map(({ email, name, roles, managerEmail = '' }) => [
    sanitizeText(email),
    sanitizeText(name),
    roles.join(', '),
    sanitizeText(managerEmail),
  ]);
  return formatTable([heading, ...rows]);
}

export function formatAbsences(style: Style, items: readonly Absence[]): string {
  if (items.length === 0) return 'No absences.\n';
  const heading = ['ID', 'FROM', 'TO', 'DEPUTY'].map((text) => style(text, 'bold'));
  return formatTable([heading, ...items.map(({ id, from, to, deputy }) => [id, from, to, sanitizeText(deputy)])]);
}

/** Lists the delegate commands for steps that already wait: they are not delegated automatically. */
export function formatCreatedAbsence(style: Style, { from, to, deputy, pendingSteps }: CreatedAbsence): string {
  const summary = `From ${from} to ${to}, ${sanitizeText(deputy)} stands in.\n`;
  if (pendingSteps.length === 0) return summary;
  const rows = pendingSteps.map(({ onboardingId, step, title, employeeName }) => [
    style(`firstday delegate ${onboardingId} ${step} ${sanitizeText(deputy)}`, 'cyan'),
    `${sanitizeText(title)}, for ${sanitizeText(employeeName)}`,
  ]);
  return `${summary}These wait already, and are not handed on by themselves:\n${formatTable(rows)}`;
}

import type { Absence, CompanyPerson, DeclaredAbsence } from '../answers';
import { plain, type Style, table } from './text';

/** People of the company, one a line. */
export function people(style: Style, items: readonly CompanyPerson[]): string {
  if (items.length === 0) return 'Nobody.\n';
  const heading = ['E-MAIL', 'NAME', 'ROLES', 'MANAGER'].map((text) => style(text, 'bold'));
  const rows = items.map(({ email, name, roles, managerEmail = '' }) => [
    plain(email),
    plain(name),
    roles.join(', '),
    plain(managerEmail),
  ]);
  return table([heading, ...rows]);
}

/** Absences of one person, one a line. */
export function absences(style: Style, items: readonly Absence[]): string {
  if (items.length === 0) return 'No absences.\n';
  const heading = ['ID', 'FROM', 'TO', 'DEPUTY'].map((text) => style(text, 'bold'));
  return table([heading, ...items.map(({ id, from, to, deputy }) => [id, from, to, plain(deputy)])]);
}

/** A new absence, and what is to be handed on by hand, since it waits already. */
export function declared(style: Style, { from, to, deputy, waiting }: DeclaredAbsence): string {
  const said = `From ${from} to ${to}, ${plain(deputy)} stands in.\n`;
  if (waiting.length === 0) return said;
  const rows = waiting.map(({ onboardingId, step, title, employeeName }) => [
    style(`firstday delegate ${onboardingId} ${step} ${plain(deputy)}`, 'cyan'),
    `${plain(title)}, for ${plain(employeeName)}`,
  ]);
  return `${said}These wait already, and are not handed on by themselves:\n${table(rows)}`;
}

import { type Column, type Separator, templateOf, text } from '../../http/csv/column';

/** Several in one cell. */
const list = (cell: string): string[] =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** As people and spreadsheets write it, in English, German and French. */
const YES = ['true', 'yes', '1', 'wahr', 'ja', 'vrai', 'oui'];
const NO = ['false', 'no', '0', 'falsch', 'nein', 'faux', 'non'];
const yesOrNo = (cell: string): unknown => {
  const word = cell.toLowerCase();
  return YES.includes(word) ? true : NO.includes(word) ? false : cell;
};

/** With dots the day comes first everywhere; with slashes nobody knows, so that such a date is refused. */
const date = (cell: string): string => {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell;
};

const column = (name: string, example: string, read = text as Column['read'], isRequired = false): Column => ({
  name,
  example,
  read,
  isRequired,
});
const required = (name: string, example: string, read?: Column['read']): Column => column(name, example, read, true);

/** Every column that a file may have; those that are not required may be left out. */
export const COLUMNS: readonly Column[] = [
  required('employee.givenName', 'Ada'),
  required('employee.familyName', 'Byron'),
  column('employee.preferredName', ''),
  required('employee.personalEmail', 'ada@example.org'),
  column('employee.phone', ''),
  column('employee.address', ''),
  required('job.title', 'Engineer'),
  required('job.department', 'Engineering'),
  required('job.location', 'berlin'),
  required('job.employmentType', 'employee'),
  required('job.remote', 'no', yesOrNo),
  column('job.endDate', '', date),
  required('manager.name', 'Grace Murray'),
  required('manager.email', 'grace@example.com'),
  // In the past, so that whoever leaves this row in the template is told.
  required('startDate', '2020-01-06', date),
  column('plan', ''),
  column('equipment', 'laptop-14; monitor-27', list),
  column('trainings', 'security-basics', list),
  column('note', 'An example: replace this row'),
];

/** A file with these columns and one example. */
export const template = (separator: Separator): string => templateOf(COLUMNS, separator);

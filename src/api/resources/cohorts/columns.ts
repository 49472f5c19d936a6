import { type CsvColumn, type CsvSeparator, buildCsvTemplate, parseText } from '../../http/csv/column';

/** Several in one cell. */
const parseList = (cell: string): string[] =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** As people and spreadsheets write it, in English, German and French. */
const YES_WORDS = ['true', 'yes', '1', 'wahr', 'ja', 'vrai', 'oui'];
const NO_WORDS = ['false', 'no', '0', 'falsch', 'nein', 'faux', 'non'];
const parseYesNo = (cell: string): unknown => {
  const word = cell.toLowerCase();
  return YES_WORDS.includes(word) ? true : NO_WORDS.includes(word) ? false : cell;
};

/** With dots the day comes first everywhere; with slashes nobody knows, so that such a date is refused. */
const parseDate = (cell: string): string => {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(cell) ?? [];
  return day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : cell;
};

const defineColumn = (
  name: string,
  example: string,
  read = parseText as CsvColumn['read'],
  isRequired = false,
): CsvColumn => ({
  name,
  example,
  read,
  isRequired,
});
const defineRequiredColumn = (name: string, example: string, read?: CsvColumn['read']): CsvColumn =>
  defineColumn(name, example, read, true);

/** Every column that a file may have; those that are not required may be left out. */
export const COHORT_COLUMNS: readonly CsvColumn[] = [
  defineRequiredColumn('employee.givenName', 'Ada'),
  defineRequiredColumn('employee.familyName', 'Byron'),
  defineColumn('employee.preferredName', ''),
  defineRequiredColumn('employee.personalEmail', 'ada@example.org'),
  defineColumn('employee.phone', ''),
  defineColumn('employee.address', ''),
  defineRequiredColumn('job.title', 'Engineer'),
  defineRequiredColumn('job.department', 'Engineering'),
  defineRequiredColumn('job.location', 'berlin'),
  defineRequiredColumn('job.employmentType', 'employee'),
  defineRequiredColumn('job.remote', 'no', parseYesNo),
  defineColumn('job.endDate', '', parseDate),
  defineRequiredColumn('manager.name', 'Grace Murray'),
  defineRequiredColumn('manager.email', 'grace@example.com'),
  // In the past, so that whoever leaves this row in the template is told.
  defineRequiredColumn('startDate', '2020-01-06', parseDate),
  defineColumn('plan', ''),
  defineColumn('equipment', 'laptop-14; monitor-27', parseList),
  defineColumn('trainings', 'security-basics', parseList),
  defineColumn('note', 'An example: replace this row'),
];

/** A file with these columns and one example. */
export const buildCohortTemplate = (separator: CsvSeparator): string => buildCsvTemplate(COHORT_COLUMNS, separator);

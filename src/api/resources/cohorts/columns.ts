import { type CsvColumn, type CsvSeparator, buildCsvTemplate, parseText } from '../../http/csv/column';

const parseList = (cell: string): string[] =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Booleans as written by people and spreadsheets, in English, German and French. */
const YES_WORDS = ['true', 'yes', '1', 'wahr', 'ja', 'vrai', 'oui'];
const NO_WORDS = ['false', 'no', '0', 'falsch', 'nein', 'faux', 'non'];
const parseYesNo = (cell: string): unknown => {
  const word = cell.toLowerCase();
  return YES_WORDS.includes(word) ? true : NO_WORDS.includes(word) ? false : cell;
};

/** Also accepts D.M.YYYY. Dates with slashes are ambiguous: they stay unchanged, and row validation rejects them. */
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

export const COHORT_COLUMNS: readonly CsvColumn[] = [
  defineRequiredColumn('employee.givenName', 'Ada'),
  defineColumn('employee.familyName', 'Byron'),
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
  // In the past: an example row that is left in the file is rejected.
  defineRequiredColumn('startDate', '2020-01-06', parseDate),
  defineColumn('plan', ''),
  defineColumn('equipment', 'laptop-14; monitor-27', parseList),
  defineColumn('trainings', 'security-basics', parseList),
  defineColumn('note', 'An example: replace this row'),
];

export const buildCohortTemplate = (separator: CsvSeparator): string => buildCsvTemplate(COHORT_COLUMNS, separator);

import { type CsvColumn, buildCsvTemplate, parseText } from '../../../http/csv/column';

/** Spreadsheets of some countries separate columns by commas, those of others by semicolons. */
const parseRoles = (cell: string): string[] =>
  cell
    .toLowerCase()
    .split(/[\s,;|]+/)
    .filter(Boolean);

const defineColumn = (
  name: string,
  example: string,
  { read = parseText, isRequired = false }: Partial<Pick<CsvColumn, 'read' | 'isRequired'>> = {},
): CsvColumn => ({ name, example, read, isRequired });

export const PEOPLE_COLUMNS: readonly CsvColumn[] = [
  defineColumn('email', 'grace@example.com', { isRequired: true }),
  defineColumn('name', 'Grace Murray', { isRequired: true }),
  defineColumn('roles', 'hr manager', { read: parseRoles }),
  defineColumn('managerEmail', 'carla@example.com'),
  defineColumn('language', 'en', { read: (cell) => cell.toLowerCase() }),
];

export const buildPeopleTemplate = (): string => buildCsvTemplate(PEOPLE_COLUMNS, ',');

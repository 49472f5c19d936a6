import { basename } from 'node:path';
import type ts from 'typescript';
import { listDocOpenings, listFillerWords } from './comments';
import { listExportNames, listFunctionLengths, listTopLevelFunctions } from './functions';

const MAX_FILES_WITH_ONE_NAME = 3;
const MAX_FILE_LINES = 300;
const MAX_FUNCTION_LINES = 20;
/** Kysely prescribes the names of a migration's functions. */
const MIGRATION_FUNCTIONS = ['up', 'down'];

export interface Place {
  file: string;
  line: number;
  name: string;
}

/** A measure without a limit is a report alone. */
export interface Measure {
  title: string;
  value: number;
  unit?: '%';
  limit?: number;
  offenders: Place[];
}

export const isWithinLimit = ({ value, limit }: Measure): boolean => limit === undefined || value <= limit;

export function measureCode(sources: ts.SourceFile[]): Measure[] {
  return [
    measureFillerWords(sources),
    measureOneWordNames(sources),
    measureDocOpenings(sources),
    measureRepeatedNames(sources),
    ...measureFileLengths(sources),
    measureFunctionLengths(sources),
    measureFileNames(sources),
  ];
}

function measureFillerWords(sources: ts.SourceFile[]): Measure {
  const offenders = listPlaces(sources, listFillerWords).map(({ word, ...place }) => ({ ...place, name: word }));
  return { title: 'filler words in comments', value: offenders.length, limit: 40, offenders };
}

function measureOneWordNames(sources: ts.SourceFile[]): Measure {
  const functions = listPlaces(sources, listTopLevelFunctions).filter((it) => it.isExported && !isComponent(it));
  const offenders = functions.filter(({ name }) => /^[a-z\d]+$/.test(name));
  const value = toPercentage(offenders, functions);
  return { title: 'exported functions with a one-word name', value, unit: '%', limit: 8, offenders };
}

const isComponent = ({ file, name }: Place): boolean => file.endsWith('.tsx') && /^[A-Z]/.test(name);

function measureDocOpenings(sources: ts.SourceFile[]): Measure {
  const openings = listPlaces(sources, listDocOpenings).map(({ word, ...place }) => ({ ...place, name: word }));
  const offenders = openings.filter(({ name }) => /^(?:What|Whether|Who)$/.test(name));
  const value = toPercentage(offenders, openings);
  return { title: 'doc comments that open with What, Whether or Who', value, unit: '%', limit: 3, offenders };
}

function measureRepeatedNames(sources: ts.SourceFile[]): Measure {
  const functions = listPlaces(sources, listTopLevelFunctions).filter(
    ({ name }) => !MIGRATION_FUNCTIONS.includes(name),
  );
  const filesByName = new Map<string, Set<string>>();
  for (const { name, file } of functions) filesByName.set(name, (filesByName.get(name) ?? new Set()).add(file));
  const isRepeated = (name: string) => (filesByName.get(name)?.size ?? 0) > MAX_FILES_WITH_ONE_NAME;
  const value = [...filesByName.keys()].filter(isRepeated).length;
  const offenders = functions.filter(({ name }) => isRepeated(name)).sort((a, b) => a.name.localeCompare(b.name));
  return { title: 'function names defined in more than three files', value, limit: 0, offenders };
}

function measureFileLengths(sources: ts.SourceFile[]): Measure[] {
  const files = sources.map(({ fileName, text }) => ({ file: fileName, lines: text.trimEnd().split('\n').length }));
  const lengths = files.map(({ lines }) => lines);
  const offenders = files
    .filter(({ lines }) => lines > MAX_FILE_LINES)
    .map(({ file, lines }) => ({ file, line: 1, name: `${lines} lines` }));
  return [
    { title: 'lines of a file, median', value: getPercentile(lengths, 50), limit: 60, offenders: [] },
    { title: 'lines of a file, longest', value: Math.max(0, ...lengths), limit: MAX_FILE_LINES, offenders },
  ];
}

function measureFunctionLengths(sources: ts.SourceFile[]): Measure {
  const functions = listPlaces(sources, listFunctionLengths);
  const value = getPercentile(
    functions.map(({ lines }) => lines),
    90,
  );
  const offenders = functions
    .filter(({ lines }) => lines > MAX_FUNCTION_LINES)
    .map(({ lines, name, ...place }) => ({ ...place, name: `${name} (${lines} lines)` }));
  return { title: 'lines of a function, 90th percentile', value, limit: MAX_FUNCTION_LINES, offenders };
}

function measureFileNames(sources: ts.SourceFile[]): Measure {
  const isNamedAfterExport = (source: ts.SourceFile) =>
    listExportNames(source)
      .map(normalizeName)
      .includes(normalizeName(getBaseName(source)));
  const named = sources.filter(isNamedAfterExport);
  const offenders = sources
    .filter((source) => !named.includes(source))
    .map((source) => ({ file: source.fileName, line: 1, name: getBaseName(source) }));
  return { title: 'files named after one of their exports', value: toPercentage(named, sources), unit: '%', offenders };
}

const getBaseName = ({ fileName }: ts.SourceFile): string => basename(fileName).replace(/\.tsx?$/, '');

/** `load-cohort`, `loadCohort`, `LoadCohort` and `LOAD_COHORT` → `loadcohort`. */
const normalizeName = (name: string): string => name.replaceAll(/[-_]/g, '').toLowerCase();

function listPlaces<Item>(sources: ts.SourceFile[], list: (source: ts.SourceFile) => Item[]) {
  return sources.flatMap((source) => list(source).map((item) => ({ file: source.fileName, ...item })));
}

const toPercentage = (part: unknown[], whole: unknown[]): number =>
  whole.length === 0 ? 0 : (100 * part.length) / whole.length;

/** Nearest-rank percentile. */
function getPercentile(values: number[], percentage: number): number {
  const rank = Math.ceil((percentage / 100) * values.length);
  return values.toSorted((a, b) => a - b)[rank - 1] ?? 0;
}

import ts from 'typescript';
import { CATALOGUES } from '../src/domain/reasons/catalogue';
import { LOCALES, MESSAGES } from '../src/i18n/locales';
import { ERRORS } from '../src/lib/errors';
import { compareLocales } from './check-locales/compare-locales';
import { compareReasons, findDuplicateCodes } from './check-locales/compare-reasons';
import { findCallIssues, findUnusedKeys } from './check-locales/find-issues';
import { readReferences } from './check-locales/references';

/** Titles of problems have no parameters. */
const PROBLEM_TITLES = Object.fromEntries(Object.keys(ERRORS).map((code) => [code, {}]));

/**
 * `npm run locales`: checks that every language has the same keys with the same values, and a message for every reason of
 * the catalogues and every problem; that every key is used; and that every call passes exactly the values of its message. The compiler finds
 * keys that do not exist.
 */
function checkLocales(): void {
  const references = readReferences(createSourceProgram());
  const catalogues = { ...CATALOGUES, problems: PROBLEM_TITLES };
  const issues = [
    ...LOCALES.flatMap((locale) => compareLocales(MESSAGES.en, MESSAGES[locale], locale)),
    ...LOCALES.flatMap((locale) => compareReasons(catalogues, MESSAGES[locale], locale)),
    ...findDuplicateCodes(CATALOGUES),
    ...findUnusedKeys(MESSAGES.en, references),
    ...findCallIssues(MESSAGES.en, references),
  ];
  for (const issue of issues) console.error(issue);
  if (issues.length > 0) process.exitCode = 1;
}

function createSourceProgram(): ts.Program {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: object };
  const include = ['src', 'workflows', 'plans', 'activities'];
  const { fileNames, options } = ts.parseJsonConfigFileContent({ ...config, include }, ts.sys, '.');
  return ts.createProgram(fileNames, options);
}

checkLocales();

import { builtinModules } from 'node:module';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import naming from './scripts/eslint/naming-plugin.mjs';

const nondeterministic = 'Workflow code is replayed: only the sandbox’s own deterministic globals may be used here.';
const calendar = 'All calendar arithmetic is done outside the workflow, which only sees instants.';

const LOCAL_CALENDAR =
  '/^(get|set)(Date|Day|Month|FullYear|Hours|Minutes|Seconds)$|^(setUTC.+|getTimezoneOffset|toLocale.*String)$/';

/** Lone words in -ed, -en or -ing are banned as well, except for imperatives. */
const LONE_PARTICIPLES = 'built done found gone held kept left made meant said sent shown told'.split(' ');
const IMPERATIVES = 'embed feed listen open ping reopen seed'.split(' ');
const BANNED_OPENINGS = ['What', 'Whether', 'Who', 'Whose', 'Where', 'Said', 'Told', 'Somebody'];

/** Modules of the workflow bundle are preloaded: all workflows of a worker share them. */
const sharedModuleSyntax = [
  '[kind!="const"]',
  ' > VariableDeclarator > NewExpression[callee.name=/^(Weak)?(Map|Set)$/][arguments.length=0]',
].map((state) => ({
  selector: `:matches(Program, ExportNamedDeclaration) > VariableDeclaration${state}`,
  message: 'All workflows of a worker share this module: it must not have state.',
}));

const untypedSignalSyntax = {
  selector: 'CallExpression[callee.property.name=/^signal(WithStart)?$/]',
  message: 'Use sendSignal, which checks the type of the message.',
};

/** Bans in replayed code: Node modules, time zones, calendars, and anything that differs between machines. */
const workflowRules = {
  'no-restricted-imports': [
    'error',
    {
      paths: [...builtinModules, 'luxon', 'date-holidays'].map((name) => ({ name, message: nondeterministic })),
      patterns: [{ group: ['node:*'], message: nondeterministic }],
    },
  ],
  'no-restricted-globals': [
    'error',
    ...['process', 'Buffer', 'require', 'fetch', 'performance', 'crypto', '__dirname', '__filename'].map((name) => ({
      name,
      message: nondeterministic,
    })),
    { name: 'Intl', message: calendar },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: `MemberExpression[property.name=${LOCAL_CALENDAR}]`, message: calendar },
    ...sharedModuleSyntax,
  ],
};

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'artifacts/', '.data/']),
  js.configs.recommended,
  {
    plugins: { naming },
    rules: {
      'naming/no-lone-participle': ['error', { banned: LONE_PARTICIPLES, allowed: IMPERATIVES }],
      'naming/doc-opening': ['error', { banned: BANNED_OPENINGS }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A method of an asynchronous interface may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-useless-rename': 'error',
      'object-shorthand': ['error', 'properties'],
      'max-lines': ['error', { max: 300 }],
    },
  },
  {
    // Responses of servers under test are checked by assertions, not by types.
    files: ['test/**/*.{ts,tsx}', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['workflows/**/*.ts'], rules: workflowRules },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/temporal/send-{signal,cohort-signal}.ts'],
    rules: { 'no-restricted-syntax': ['error', untypedSignalSyntax] },
  },
  {
    // Replaces the options of the block above.
    files: ['src/domain/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', untypedSignalSyntax, ...sharedModuleSyntax] },
  },
  {
    files: ['src/web/assets/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        document: 'readonly',
        EventSource: 'readonly',
        fetch: 'readonly',
        sessionStorage: 'readonly',
        setTimeout: 'readonly',
        window: 'readonly',
      },
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}', 'bin/*'],
    languageOptions: {
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
      },
    },
  },
  { files: ['**/*.cjs', '**/*.js', 'bin/*'], languageOptions: { sourceType: 'commonjs' } },
);

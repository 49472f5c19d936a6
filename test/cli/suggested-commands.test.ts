import { suggestCommands } from '../../src/cli/output/suggested-commands';
import type { StepView } from '../../src/domain/onboarding/view';
import { createReason } from '../../src/domain/reasons/reason';
import { getTranslator } from '../../src/i18n/translate';

const suggest = (changes: Partial<StepView>): string[] =>
  suggestCommands(getTranslator('en'), 'ID', {
    id: 'work',
    kind: 'activity',
    title: 'Work',
    status: 'failed',
    after: [],
    ...changes,
  }).map((command) => command.split(' ')[1] ?? '');

test.each<[string, Partial<StepView>, string[]]>([
  ['an essential step that failed', {}, ['retry', 'done', 'rollback']],
  ['another step that failed', { essential: false }, ['retry', 'done', 'skip', 'rollback']],
  ['a failed undo', { status: 'undo-failed', error: createReason('Timeout', {}) }, ['retry', 'done', 'accept']],
  [
    'what was done by hand',
    { status: 'undo-failed', error: createReason('MadeByHand', { by: 'ivo@example.com' }) },
    ['done', 'accept'],
  ],
])('%s is resolved by its commands', (_name, changes, commands) => {
  expect(suggest(changes)).toEqual(commands);
});

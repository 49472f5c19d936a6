import { toRowErrors } from '../../src/application/row-errors';
import { createFieldError } from '../../src/domain/field-errors/field-error';
import { createReason } from '../../src/domain/reasons/reason';
import { FirstdayError } from '../../src/lib/errors';

test.each([
  [
    'its fields',
    new FirstdayError('invalid-request', undefined, [createFieldError('plan', 'required', {})]),
    createFieldError('plan', 'required', {}),
  ],
  [
    'its reason',
    new FirstdayError('not-plannable', createReason('not-plannable.no-plan', {})),
    { field: '(row)', code: 'not-plannable.no-plan', params: {} },
  ],
  ['its code', new FirstdayError('closed'), createFieldError('(row)', 'row.rejected', { problem: 'closed' })],
])('a row is stored with %s of its error', (_name, error, expected) => {
  expect(toRowErrors(error)).toEqual([expected]);
});

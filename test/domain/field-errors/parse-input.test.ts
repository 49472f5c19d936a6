import { z } from 'zod';
import { failWith } from '../../../src/domain/field-errors/fail-with';
import { createFieldError, type FieldError } from '../../../src/domain/field-errors/field-error';
import { parseInput } from '../../../src/domain/field-errors/parse-input';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import { codeSchema, emailSchema, instantSchema, isoDateSchema } from '../../../src/domain/text/schemas';

test('valid input is returned as parsed', () => {
  expect(parseInput(emailSchema(), ' Ada@Example.org ')).toEqual({ data: 'ada@example.org' });
});

test.each<[string, z.ZodType, unknown, Reason]>([
  ['a missing value', z.string(), undefined, createReason('required', {})],
  ['a number for a text', z.string(), 7, createReason('type.text', {})],
  ['a text for a number', z.number(), '7', createReason('type.number', {})],
  ['a fraction', z.int(), 1.5, createReason('type.whole-number', {})],
  ['a text for yes or no', z.boolean(), 'yes', createReason('type.yes-no', {})],
  ['a text for a list', z.array(z.string()), 'a', createReason('type.list', {})],
  ['null for an object', z.strictObject({}), null, createReason('type.object', {})],
  ['no e-mail address', emailSchema(), 'ada', createReason('format.email', {})],
  ['no date', isoDateSchema(), '2027-02-30', createReason('format.date', {})],
  ['no instant', instantSchema(), '2027-03-01', createReason('format.instant', {})],
  ['no address of a page', z.url(), 'example', createReason('format.url', {})],
  ['no code', codeSchema(), '-a', createReason('format.code', {})],
  ['no choice', z.enum(['a', 'b']), 'c', createReason('choice', { allowed: ['a', 'b'] })],
  ['an empty text', z.string().min(1), '', createReason('empty', {})],
  ['an empty list', z.array(z.string()).min(1), [], createReason('empty-list', {})],
  ['a long text', z.string().max(1), 'ab', createReason('too-long', { maximum: 1, unit: 'characters' })],
  ['a long list', z.array(z.string()).max(0), ['a'], createReason('too-long', { maximum: 0, unit: 'entries' })],
  ['a small number', z.number().min(1), 0, createReason('too-small', { minimum: 1 })],
  ['a large number', z.number().max(1), 2, createReason('too-large', { maximum: 1 })],
  ['a refinement without a code', z.string().refine(() => false, 'English words'), 'a', createReason('invalid', {})],
])('%s', (_name, schema, value, reason) => {
  const fieldErrors: FieldError[] = [{ field: 'value', ...reason }];
  expect(parseInput(z.object({ value: schema }), { value })).toEqual({ fieldErrors });
});

test('a refinement names its code, its parameters and its field', () => {
  const schema = z.object({ to: z.string() }).refine(() => false, failWith('too-far-ahead', { years: 2 }, 'to'));
  expect(parseInput(schema, { to: '' })).toEqual({
    fieldErrors: [createFieldError('to', 'too-far-ahead', { years: 2 })],
  });
});

test('unknown fields are named themselves; the whole body as (body)', () => {
  const schema = z.strictObject({ a: z.strictObject({}) });
  expect(parseInput(schema, { a: { b: 1 } })).toEqual({ fieldErrors: [createFieldError('a.b', 'unknown-field', {})] });
  expect(parseInput(schema, 7)).toEqual({ fieldErrors: [createFieldError('(body)', 'type.object', {})] });
});

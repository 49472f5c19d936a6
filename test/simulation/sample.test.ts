import { z } from 'zod';
import { activities } from '../../activities';
import type { ActivityDefinition } from '../../activities/define-activity';
import { codeSchema, instantSchema, isoDateSchema } from '../../src/domain/text/schemas';
import { createSample } from '../../src/simulation/schema-sample';

const definitions: Record<string, ActivityDefinition> = activities;

test.each(Object.entries(definitions))('the result of %s has a valid sample', (_name, { result }) => {
  expect(result.safeParse(createSample(result)).success).toBe(true);
});

test('samples match common schemas', () => {
  const schema = z.strictObject({
    at: instantSchema(),
    on: isoDateSchema(),
    mail: z.email(),
    page: z.url(),
    id: z.uuid(),
    code: codeSchema(),
    long: z.string().min(40).max(50),
    short: z.string().max(3),
    few: z.int().min(3),
    positive: z.number().positive(),
    negative: z.number().max(-4),
    dozens: z.number().multipleOf(12).min(5),
    yes: z.boolean(),
    nothing: z.null(),
    maybe: z.string().nullable(),
    choice: z.enum(['a', 'b']),
    always: z.literal(7),
    either: z.discriminatedUnion('kind', [z.object({ kind: z.literal('x') }), z.object({ kind: z.literal('y') })]),
    pair: z.tuple([z.string(), z.number()]),
    three: z.array(z.object({ tag: z.string() })).min(3),
    byName: z.record(z.string(), z.number()),
    anything: z.unknown(),
    left: z.string().optional(),
    usual: z.number().default(5),
  });
  const sample = createSample(schema) as z.infer<typeof schema>;
  expect(sample.three).toHaveLength(3);
  expect(sample.left).toBeUndefined();
  expect(sample.usual).toBe(5);
});

test('a schema with its own pattern reports how to add an example', () => {
  const tag = z.string().regex(/^L\d{2}-\d{3}$/);
  expect(() => createSample(z.object({ items: z.array(tag) }))).toThrow(/items\.0: .*\.meta\(\{ examples:/);
  expect(createSample(z.object({ tag: tag.meta({ examples: ['L14-001'] }) }))).toEqual({ tag: 'L14-001' });
});

import { z } from 'zod';

type Shape = z.core.JSONSchema.BaseSchema;

const TEXT = 'sample';

/** Texts of a known format. */
const FORMATS: Record<string, string> = {
  'date-time': '2028-03-01T09:00:00Z',
  date: '2028-03-01',
  time: '09:00:00',
  email: 'sample@example.org',
  uri: 'https://example.org/sample',
  uuid: '5a3b1e6c-8f7d-4c2b-9a10-3d4e5f6a7b8c',
};

/**
 * A value that fits the schema: what an activity might have given. An example, a default or a constant that the schema
 * names comes first; only what is required is there, and a list is as short as it may be, but not empty.
 * @throws Error where none was found, as for texts that must match a pattern of their own
 */
export function sampleOf(schema: z.ZodType): unknown {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  const parsed = schema.safeParse(valueOf(shape));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
  throw new Error(`No sample fits this schema (${faults.join('; ')}). Give it one with .meta({ examples: […] }).`);
}

function valueOf(shape: Shape): unknown {
  const known: unknown[] = [shape.examples?.[0], shape.default, shape.const, shape.enum?.[0]];
  const given = known.find((value) => value !== undefined);
  if (given !== undefined) return given;
  const alternative = (shape.anyOf ?? shape.oneOf)?.[0];
  if (alternative !== undefined) return valueOf(asShape(alternative));
  const type = Array.isArray(shape.type) ? shape.type[0] : shape.type;
  return type === undefined ? null : BY_TYPE[type](shape);
}

const BY_TYPE: Record<NonNullable<Exclude<Shape['type'], unknown[]>>, (shape: Shape) => unknown> = {
  object: ({ properties = {}, required = [] }) =>
    Object.fromEntries(required.map((name) => [name, valueOf(asShape(properties[name]))])),
  array: ({ prefixItems, items, minItems = 1 }) =>
    prefixItems
      ? prefixItems.map((item) => valueOf(asShape(item)))
      : Array.from({ length: Math.max(1, minItems) }, () => valueOf(asShape(Array.isArray(items) ? items[0] : items))),
  string: ({ format = '', minLength = 0, maxLength }) =>
    FORMATS[format] ?? TEXT.padEnd(minLength, '-').slice(0, maxLength),
  number: numberOf,
  integer: numberOf,
  boolean: () => true,
  null: () => null,
};

function numberOf({ minimum, exclusiveMinimum, maximum = 1, multipleOf = 1 }: Shape): number {
  const above = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + multipleOf : Math.min(1, maximum);
  return Math.ceil((minimum ?? above) / multipleOf) * multipleOf;
}

const asShape = (shape: Shape | boolean | undefined): Shape => (typeof shape === 'object' ? shape : {});

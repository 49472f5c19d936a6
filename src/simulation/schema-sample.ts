import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const SAMPLE_TEXT = 'sample';

const SAMPLES_BY_FORMAT: Record<string, string> = {
  'date-time': '2028-03-01T09:00:00Z',
  date: '2028-03-01',
  time: '09:00:00',
  email: 'sample@example.org',
  uri: 'https://example.org/sample',
  uuid: '5a3b1e6c-8f7d-4c2b-9a10-3d4e5f6a7b8c',
};

/**
 * Creates a value that fits the schema. Prefers an example, default, constant or enum value of the schema; includes
 * required fields only, and keeps lists as short as permitted but not empty.
 * @throws Error if no sample fits, for example for a text with a pattern
 */
export function createSample(schema: z.ZodType): unknown {
  const jsonSchema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  const parsed = schema.safeParse(createSampleValue(jsonSchema));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`);
  throw new Error(`No sample fits this schema (${errors.join('; ')}). Give it one with .meta({ examples: […] }).`);
}

function createSampleValue(schema: JsonSchema): unknown {
  const preferredValues: unknown[] = [schema.examples?.[0], schema.default, schema.const, schema.enum?.[0]];
  const preferred = preferredValues.find((value) => value !== undefined);
  if (preferred !== undefined) return preferred;
  const alternative = (schema.anyOf ?? schema.oneOf)?.[0];
  if (alternative !== undefined) return createSampleValue(toSchemaObject(alternative));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return type === undefined ? null : GENERATORS_BY_TYPE[type](schema);
}

const GENERATORS_BY_TYPE: Record<
  NonNullable<Exclude<JsonSchema['type'], unknown[]>>,
  (shape: JsonSchema) => unknown
> = {
  object: ({ properties = {}, required = [] }) =>
    Object.fromEntries(required.map((name) => [name, createSampleValue(toSchemaObject(properties[name]))])),
  array: ({ prefixItems, items, minItems = 1 }) =>
    prefixItems
      ? prefixItems.map((item) => createSampleValue(toSchemaObject(item)))
      : Array.from({ length: Math.max(1, minItems) }, () =>
          createSampleValue(toSchemaObject(Array.isArray(items) ? items[0] : items)),
        ),
  string: ({ format = '', minLength = 0, maxLength }) =>
    SAMPLES_BY_FORMAT[format] ?? SAMPLE_TEXT.padEnd(minLength, '-').slice(0, maxLength),
  number: createSampleNumber,
  integer: createSampleNumber,
  boolean: () => true,
  null: () => null,
};

function createSampleNumber({ minimum, exclusiveMinimum, maximum = 1, multipleOf = 1 }: JsonSchema): number {
  const lowest = typeof exclusiveMinimum === 'number' ? exclusiveMinimum + multipleOf : Math.min(1, maximum);
  return Math.ceil((minimum ?? lowest) / multipleOf) * multipleOf;
}

const toSchemaObject = (schema: JsonSchema | boolean | undefined): JsonSchema =>
  typeof schema === 'object' ? schema : {};

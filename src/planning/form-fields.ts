import { z } from 'zod';
import type { FormField } from '../domain/plan/resolved-plan';
import { humanizeId } from './labels';

/** JSON Schema shapes that can be rendered as a form field, most specific first. `says`: further supported keywords. */
const FORM_FIELD_KINDS: {
  holds: (said: FieldJsonSchema) => boolean;
  type: FormField['type'];
  says: readonly string[];
}[] = [
  { holds: ({ format }) => format === 'date', type: 'date', says: ['format', 'pattern'] },
  { holds: (said) => said.enum !== undefined && said.type === 'string', type: 'choice', says: ['enum'] },
  { holds: ({ type }) => type === 'string', type: 'text', says: ['maxLength'] },
  { holds: ({ type }) => type === 'number', type: 'number', says: ['minimum', 'maximum'] },
  { holds: ({ type }) => type === 'boolean', type: 'yes-no', says: [] },
];
const COMMON_KEYWORDS = ['$schema', 'type', 'label', 'title', 'description'];

export const SUPPORTED_FIELD_SCHEMAS =
  'z.string() with or without max, z.number() with or without min and max, z.boolean(), z.iso.date() or z.enum() of texts, each optional() or not';

type FieldJsonSchema = z.core.JSONSchema.BaseSchema & { label?: unknown };

type FormSchemas = Readonly<Record<string, z.ZodType>>;

export const toFormFields = (form: FormSchemas): FormField[] =>
  Object.entries(form).flatMap(([name, schema]) => toFormField(name, schema) ?? []);

export const listUnsupportedFields = (form: FormSchemas): string[] =>
  Object.entries(form).flatMap(([name, schema]) => (toFormField(name, schema) === undefined ? [name] : []));

function toFormField(name: string, schema: z.ZodType): FormField | undefined {
  const innerSchema = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  // A custom refinement has no JSON Schema, so the form could not enforce it.
  const hasOwnRules = (innerSchema as z.ZodType).def.checks?.some(({ _zod }) => _zod.def.check === 'custom') ?? false;
  const jsonSchema: FieldJsonSchema = z.toJSONSchema(schema, { unrepresentable: 'any' });
  const kind = FORM_FIELD_KINDS.find(({ holds }) => holds(jsonSchema));
  const isUnderstood = Object.keys(jsonSchema).every((word) =>
    [...COMMON_KEYWORDS, ...(kind?.says ?? [])].includes(word),
  );
  if (kind === undefined || !isUnderstood || hasOwnRules) return undefined;
  return {
    name,
    label:
      [jsonSchema.label, jsonSchema.title, jsonSchema.description].find((text) => typeof text === 'string') ??
      humanizeId(name),
    type: kind.type,
    required: !(schema instanceof z.ZodOptional),
    choices: jsonSchema.enum?.map(String),
    minimum: jsonSchema.minimum,
    maximum: jsonSchema.maximum,
    maxLength: jsonSchema.maxLength,
  };
}

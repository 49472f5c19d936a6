import { z } from 'zod';
import type { FormField } from '../domain/plan/resolved-plan';
import { localizedTextSchema } from '../domain/text/localized-text-schema';
import type { LocalizedText } from '../domain/text/localized-text';
import type { FormSchemas } from './dsl';
import { humanizeId } from './labels';

/** JSON Schema shapes that can be rendered as a form field, most specific first. `says`: further supported keywords. */
const FORM_FIELD_KINDS: {
  matches: (jsonSchema: FieldJsonSchema) => boolean;
  type: FormField['type'];
  keywords: readonly string[];
}[] = [
  { matches: ({ format }) => format === 'date', type: 'date', keywords: ['format', 'pattern'] },
  {
    matches: (jsonSchema) => jsonSchema.enum !== undefined && jsonSchema.type === 'string',
    type: 'choice',
    keywords: ['enum'],
  },
  { matches: ({ type }) => type === 'string', type: 'text', keywords: ['maxLength', 'isAssetTag'] },
  { matches: ({ type }) => type === 'number', type: 'number', keywords: ['minimum', 'maximum'] },
  { matches: ({ type }) => type === 'boolean', type: 'yes-no', keywords: [] },
];
const COMMON_KEYWORDS = ['$schema', 'type', 'label', 'title', 'description'];

export const SUPPORTED_FIELD_SCHEMAS =
  'z.string() with or without max, z.number() with or without min and max, z.boolean(), z.iso.date() or z.enum() of texts, each optional() or not';

type FieldJsonSchema = z.core.JSONSchema.BaseSchema & { label?: unknown; isAssetTag?: unknown };

export const toFormFields = (form: FormSchemas): FormField[] =>
  Object.entries(form).flatMap(([name, schema]) => toFormField(name, schema) ?? []);

export const listUnsupportedFields = (form: FormSchemas): string[] =>
  Object.entries(form).flatMap(([name, schema]) => (toFormField(name, schema) === undefined ? [name] : []));

/** Lists the questions whose label is neither a text nor one for each language. */
export const listUnreadableLabels = (form: FormSchemas): string[] =>
  Object.entries(form).flatMap(([name, schema]) => {
    const { label } = schema.meta() ?? {};
    return label === undefined || localizedTextSchema.safeParse(label).success ? [] : [name];
  });

function toFormField(name: string, schema: z.ZodType): FormField | undefined {
  const innerSchema = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  // A custom refinement has no JSON Schema, so the form could not enforce it.
  const hasCustomChecks =
    (innerSchema as z.ZodType).def.checks?.some(({ _zod }) => _zod.def.check === 'custom') ?? false;
  const jsonSchema: FieldJsonSchema = z.toJSONSchema(schema, { unrepresentable: 'any' });
  const kind = FORM_FIELD_KINDS.find(({ matches }) => matches(jsonSchema));
  const hasOnlySupportedKeywords = Object.keys(jsonSchema).every((keyword) =>
    [...COMMON_KEYWORDS, ...(kind?.keywords ?? [])].includes(keyword),
  );
  if (kind === undefined || !hasOnlySupportedKeywords || hasCustomChecks) return undefined;
  return {
    name,
    label: getLabel(jsonSchema) ?? humanizeId(name),
    type: kind.type,
    required: !(schema instanceof z.ZodOptional),
    choices: jsonSchema.enum?.map(String),
    minimum: jsonSchema.minimum,
    maximum: jsonSchema.maximum,
    maxLength: jsonSchema.maxLength,
    ...(jsonSchema.isAssetTag === true && { isAssetTag: true }),
  };
}

/** Reads the label of `.meta({ label })`, which may have languages, else zod's own title or description. */
const getLabel = ({ label, title, description }: FieldJsonSchema): LocalizedText | undefined =>
  [label, title, description].map((text) => localizedTextSchema.safeParse(text)).find(({ success }) => success)?.data;

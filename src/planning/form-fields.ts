import { z } from 'zod';
import type { FormField } from '../domain/plan/types';
import { titleOf } from './labels';

/** What can be asked, and what it becomes; in the words of JSON Schema, which every zod schema can be said in. */
const ASKABLE: { holds: (said: Said) => boolean; type: FormField['type']; says: readonly string[] }[] = [
  { holds: ({ format }) => format === 'date', type: 'date', says: ['format', 'pattern'] },
  { holds: (said) => said.enum !== undefined && said.type === 'string', type: 'choice', says: ['enum'] },
  { holds: ({ type }) => type === 'string', type: 'text', says: ['maxLength'] },
  { holds: ({ type }) => type === 'number', type: 'number', says: ['minimum', 'maximum'] },
  { holds: ({ type }) => type === 'boolean', type: 'yes-no', says: [] },
];
const ALWAYS_SAID = ['$schema', 'type', 'label', 'title', 'description'];

/** Of which schemas a form can be made. */
export const ASKABLE_IN_WORDS =
  'z.string() with or without max, z.number() with or without min and max, z.boolean(), z.iso.date() or z.enum() of texts, each optional() or not';

type Said = z.core.JSONSchema.BaseSchema & { label?: unknown };

type Form = Readonly<Record<string, z.ZodType>>;

/** The form of a task. */
export const formFields = (form: Form): FormField[] =>
  Object.entries(form).flatMap(([name, schema]) => fieldOf(name, schema) ?? []);

/** The names of what cannot be asked as its schema wants it. */
export const unaskableIn = (form: Form): string[] =>
  Object.entries(form).flatMap(([name, schema]) => (fieldOf(name, schema) === undefined ? [name] : []));

function fieldOf(name: string, schema: z.ZodType): FormField | undefined {
  const asked = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  // A rule of our own cannot be said to whoever answers, so it would not be held.
  const hasOwnRules = (asked as z.ZodType).def.checks?.some(({ _zod }) => _zod.def.check === 'custom') ?? false;
  const said: Said = z.toJSONSchema(schema, { unrepresentable: 'any' });
  const kind = ASKABLE.find(({ holds }) => holds(said));
  const isUnderstood = Object.keys(said).every((word) => [...ALWAYS_SAID, ...(kind?.says ?? [])].includes(word));
  if (kind === undefined || !isUnderstood || hasOwnRules) return undefined;
  return {
    name,
    label: [said.label, said.title, said.description].find((text) => typeof text === 'string') ?? titleOf(name),
    type: kind.type,
    required: !(schema instanceof z.ZodOptional),
    choices: said.enum?.map(String),
    minimum: said.minimum,
    maximum: said.maximum,
    maxLength: said.maxLength,
  };
}

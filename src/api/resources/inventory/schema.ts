import { z } from 'zod';
import { failWith } from '../../../domain/field-errors/fail-with';
import { codeSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import type { CsvRow } from '../../http/csv/parse-csv';
import { createPageSchema, pageQueryFields } from '../../http/paging';

export const ITEM_STATES = ['free', 'reserved', 'retired'] as const;
/** Maximum of the database's `integer` type. */
const MAX_PRICE_CENTS = 2_147_483_647;

export const itemsQuerySchema = z.strictObject({
  model: codeSchema().optional(),
  state: z.enum(ITEM_STATES).optional(),
  q: singleLineTextSchema(100)
    .optional()
    .meta({ description: 'Part of a tag or a title or, for whoever may know it, of the holder’s name.' }),
  ...pageQueryFields,
});

export const itemCursorSchema = z.string().min(1).max(64);

const CURRENCY_PATTERN = /^[A-Z]{3}$/;

export const newItemSchema = z
  .strictObject({
    tag: codeSchema(),
    model: codeSchema(),
    title: singleLineTextSchema(120),
    priceCents: z.number().int().min(0).max(MAX_PRICE_CENTS),
    currency: z
      .string()
      .refine((code) => CURRENCY_PATTERN.test(code), failWith('format.currency', {}))
      .meta({ pattern: CURRENCY_PATTERN.source }),
  })
  .meta({
    id: 'NewItem',
    example: { tag: 'LT-0042', model: 'laptop-14', title: 'Laptop 14″', priceCents: 149_900, currency: 'EUR' },
  });

export const itemSchema = z
  .object({
    ...newItemSchema.shape,
    location: z.string().optional().meta({ description: 'Where it is kept, if it was bought for an onboarding.' }),
    state: z.enum(ITEM_STATES),
    onboardingId: z.uuid().optional(),
    holder: z.string().optional().meta({ description: 'The new hire who has it; told to HR, IT and administrators.' }),
    sample: z.boolean(),
  })
  .meta({ id: 'Item' });

export const itemsSchema = createPageSchema(itemSchema);

export const modelsQuerySchema = z.strictObject({
  q: singleLineTextSchema(100).optional().meta({ description: 'Part of a model or its title.' }),
  limit: pageQueryFields.limit,
});

export const tagParamsSchema = z.object({ tag: codeSchema().meta({ example: 'LT-0042' }) });

export const MAX_IMPORT_ITEMS = 5_000;

/** Rows are validated one by one later, so that one invalid row does not hide the errors of the others. */
export const importBodySchema = z
  .strictObject({
    rows: z
      .array(z.unknown())
      .min(1)
      .meta({
        override: { type: 'array', items: { $ref: '#/components/schemas/NewItem' }, maxItems: MAX_IMPORT_ITEMS },
        description: `One item each, at most ${String(MAX_IMPORT_ITEMS)}; the first is row 1.`,
      }),
  })
  .transform(({ rows }): { rows: CsvRow[] } => ({ rows: rows.map((value, index) => ({ row: index + 1, value })) }));

export const importResultSchema = z.object({ added: z.int() });

/** As in planning, the price of a model is that of its most expensive item. */
export const modelSchema = z
  .object({
    model: z.string(),
    title: z.string(),
    priceCents: z.int(),
    currency: z.string(),
    free: z.int(),
    reserved: z.int(),
  })
  .meta({ id: 'Model' });

export const modelsSchema = z.object({ items: z.array(modelSchema) });

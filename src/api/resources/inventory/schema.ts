import { z } from 'zod';
import { code, line } from '../../../domain/text/schemas';
import type { Line } from '../../http/csv/read';
import { pageOf, pageQuery } from '../../http/paging';

const STATES = ['free', 'reserved', 'retired'] as const;
/** The largest that the database's integer takes. */
const MAX_CENTS = 2_147_483_647;

export const itemsQuery = z.strictObject({
  model: code().optional(),
  state: z.enum(STATES).optional(),
  q: line(100)
    .optional()
    .meta({ description: 'Part of a tag or a title or, for whoever may know it, of the holder’s name.' }),
  ...pageQuery,
});

export const placeSchema = z.string().min(1).max(64);

export const newItem = z
  .strictObject({
    tag: code(),
    model: code(),
    title: line(120),
    priceCents: z.number().int().min(0).max(MAX_CENTS),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters, as EUR'),
  })
  .meta({
    id: 'NewItem',
    example: { tag: 'LT-0042', model: 'laptop-14', title: 'Laptop 14″', priceCents: 149_900, currency: 'EUR' },
  });

export const itemSchema = z
  .object({
    ...newItem.shape,
    state: z.enum(STATES),
    onboardingId: z.uuid().optional(),
    holder: z.string().optional().meta({ description: 'The new hire who has it; told to HR, IT and administrators.' }),
    sample: z.boolean(),
  })
  .meta({ id: 'Item' });

export const itemsSchema = pageOf(itemSchema);

export const modelsQuery = z.strictObject({
  q: line(100).optional().meta({ description: 'Part of a model or its title.' }),
  limit: pageQuery.limit,
});

export const tagParams = z.object({ tag: code().meta({ example: 'LT-0042' }) });

export const MOST_ITEMS = 5_000;

/** Checked row by row later, so that one bad row does not hide what is wrong with the others. */
export const importBody = z
  .strictObject({
    rows: z
      .array(z.unknown())
      .min(1)
      .meta({
        override: { type: 'array', items: { $ref: '#/components/schemas/NewItem' }, maxItems: MOST_ITEMS },
        description: `One item each, at most ${String(MOST_ITEMS)}; the first is row 1.`,
      }),
  })
  .transform(({ rows }): { rows: Line[] } => ({ rows: rows.map((value, index) => ({ row: index + 1, value })) }));

export const importedSchema = z.object({ added: z.int() });

/** As planning knows a model: at the price of its dearest item. */
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

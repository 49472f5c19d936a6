import { z } from 'zod';
import { code, line } from '../../contract/text';
import { pageOf, pageQuery } from '../paging';

const STATES = ['free', 'reserved', 'retired'] as const;
/** The largest that the database's integer takes. */
const MAX_CENTS = 2_147_483_647;

export const itemsQuery = z.strictObject({
  model: code().optional(),
  state: z.enum(STATES).optional(),
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
    sample: z.boolean(),
  })
  .meta({ id: 'Item' });

export const itemsSchema = pageOf(itemSchema);

export const modelsQuery = z.strictObject({
  q: line(100).optional().meta({ description: 'Part of a model or its title.' }),
  limit: pageQuery.limit,
});

/** As planning knows a model: at the price of its dearest item. */
export const modelSchema = z
  .object({ model: z.string(), title: z.string(), priceCents: z.int(), currency: z.string(), free: z.int() })
  .meta({ id: 'Model' });

export const modelsSchema = z.object({ items: z.array(modelSchema) });

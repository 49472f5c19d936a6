import type { z } from 'zod';
import type { ItemRow } from '../../../database/items';
import type { newItemSchema } from './schema';

/** `holder` is loaded only for callers with a role that may see it. */
export const toItemView = (row: ItemRow & { holder?: string | null }) => ({
  tag: row.tag,
  model: row.model,
  title: row.title,
  priceCents: row.price_cents,
  currency: row.currency,
  location: row.location ?? undefined,
  state: row.state,
  onboardingId: row.onboarding_id ?? undefined,
  holder: row.holder ?? undefined,
  sample: row.sample,
});

export const toItemInsert = ({ tag, model, title, priceCents, currency }: z.infer<typeof newItemSchema>) => ({
  tag,
  model,
  title,
  price_cents: priceCents,
  currency,
});

import type { Access } from '../domain/access';
import { createFieldError, type FieldError } from '../domain/field-errors/field-error';
import { findOwn } from '../domain/find-own';
import type { ResolvedPlan } from '../domain/plan/resolved-plan';
import type { OnboardingRequest } from '../domain/request';
import type { ModelPrice, PlanningFacts } from './planning-facts';

type PricingFacts = Pick<PlanningFacts, 'prices' | 'company'>;

/**
 * Sums the inventory prices of the requested equipment, or else of that of the access profiles, in the currency of the company.
 * The most expensive item of a model counts. Errors: a model is not in the inventory, or the settings have no exchange rate for a currency of its prices.
 */
export function priceEquipment(
  { equipment }: Pick<OnboardingRequest, 'equipment'>,
  access: Pick<Access, 'equipment'>,
  { prices, company }: PricingFacts,
): { cost: ResolvedPlan['cost']; errors: FieldError[] } {
  const priced = (equipment ?? access.equipment).map((model, index) => {
    const field = equipment === undefined ? 'equipment' : `equipment.${String(index)}`;
    return priceModel(findOwn(prices, model), field, company);
  });
  const amountCents = priced.reduce((sum, { cents = 0 }) => sum + cents, 0);
  return {
    cost: { amountCents, currency: company.currency },
    errors: priced.flatMap(({ error }) => error ?? []),
  };
}

function priceModel(
  model: ModelPrice | undefined,
  field: string,
  { currency: expected, exchangeRates }: PricingFacts['company'],
): { cents?: number; error?: FieldError } {
  if (model === undefined) return { error: createFieldError(field, 'model.unknown', {}) };
  const converted: number[] = [];
  for (const { priceCents, currency } of model.prices) {
    const rate = currency === expected ? 1 : findOwn(exchangeRates, currency);
    if (rate === undefined) return { error: createFieldError(field, 'price.no-exchange-rate', { currency, expected }) };
    converted.push(Math.ceil(priceCents * rate));
  }
  return { cents: Math.max(...converted) };
}

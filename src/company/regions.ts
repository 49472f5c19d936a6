import Holidays from 'date-holidays';
import type { z } from 'zod';
import { failWith } from '../domain/field-errors/fail-with';

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

const statesByCountry = new Map<string, string[]>();

/** Returns the states with holidays of their own; undefined for an unknown country. Looking them up is slow, so once. */
function listStates(country: string): string[] | undefined {
  if (statesByCountry.size === 0)
    for (const code of Object.keys(new Holidays().getCountries()))
      statesByCountry.set(code, Object.keys(new Holidays().getStates(code) ?? {}));
  return statesByCountry.get(country);
}

/** Adds an issue for a country, or a state of it, whose public holidays are not known. */
export function addRegionIssues(
  { country, state }: { country: string; state?: string },
  context: z.RefinementCtx,
): void {
  const states = listStates(country);
  if (states === undefined) context.addIssue({ code: 'custom', ...failWith('country.unknown', {}, 'country') });
  else if (state !== undefined && !states.includes(state))
    context.addIssue({ code: 'custom', ...failWith('state.unknown', { states }, 'state') });
}

import type { ApiClient } from '../api-client';

/** Titles of plans and locations. One that is no longer offered falls back to its code. */
export interface TitleLookup {
  getPlanTitle(name: string): string;
  getLocationTitle(code: string): string;
}

export async function loadTitles(callApi: ApiClient): Promise<TitleLookup> {
  const [plans, locations] = await Promise.all([callApi('GET /plans'), callApi('GET /locations')]);
  return {
    getPlanTitle: (name) => plans.items.find((plan) => plan.name === name)?.title ?? name,
    getLocationTitle: (code) => locations.items.find((location) => location.code === code)?.title ?? code,
  };
}

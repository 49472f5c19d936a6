import type { Ask } from '../api-client';

/** What plans and places are called; one that is no longer offered keeps its code. */
export interface Titles {
  plan(name: string): string;
  place(code: string): string;
}

export async function titlesFrom(ask: Ask): Promise<Titles> {
  const [plans, places] = await Promise.all([ask('GET /plans'), ask('GET /locations')]);
  return {
    plan: (name) => plans.items.find((plan) => plan.name === name)?.title ?? name,
    place: (code) => places.items.find((place) => place.code === code)?.title ?? code,
  };
}

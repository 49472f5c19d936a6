import { loadCompany } from '../../../database/company';
import { countTakenLicences } from '../../../database/licences';
import { formatLicence } from '../../../domain/demand';
import { findPlan } from '../../../planning/find-plan';
import type { ApiResponse, ApiCall } from '../../http/route';
import { toPlanResponse } from './to-plan-response';

export function getPlans({ context, locale }: ApiCall): Promise<ApiResponse> {
  const items = context.planner.listPlans().map((plan) => toPlanResponse(plan, locale));
  return Promise.resolve({ status: 200, body: { items } });
}

/** The days of a plan are counted by the location's holidays and time zone. */
export async function getLocations({ context }: ApiCall): Promise<ApiResponse> {
  const { locations } = await loadCompany(context.database);
  const items = Object.entries(locations).map(([code, { title, timeZone }]) => ({ code, title, timeZone }));
  return { status: 200, body: { items } };
}

export async function getDepartments({ context }: ApiCall): Promise<ApiResponse> {
  const { departments } = await loadCompany(context.database);
  return { status: 200, body: { items: departments.map((name) => ({ name })) } };
}

export async function getSystems({ context }: ApiCall): Promise<ApiResponse> {
  const [{ systems }, taken] = await Promise.all([loadCompany(context.database), countTakenLicences(context.database)]);
  const items = Object.entries(systems).map(([system, { title, owner, licences }]) => ({
    code: system,
    title,
    owner,
    licences: Object.entries(licences).map(([licence, offer]) => ({
      ...{ code: licence, title: offer.title, seats: offer.seats },
      taken: taken.get(formatLicence({ system, licence })) ?? 0,
    })),
  }));
  return { status: 200, body: { items } };
}

/** @throws FirstdayError `not-found` naming the plans that exist */
export async function getPlan({ context, params, locale }: ApiCall<{ name: string }>): Promise<ApiResponse> {
  return { status: 200, body: toPlanResponse(findPlan(context.planner.listPlans(), params.name), locale) };
}

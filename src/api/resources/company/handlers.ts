import type { z } from 'zod';
import { previewCompany } from '../../../application/preview-company';
import { saveCompany } from '../../../application/save-company';
import { compareSettings } from '../../../company/compare-settings';
import { readDaysOff } from '../../../company/read-days-off';
import { resolveAccess } from '../../../company/resolve-access';
import { type Company, type CompanySettings, toSettings } from '../../../company/settings';
import { findCompanyVersion, listCompanyVersions, loadCompany } from '../../../database/company';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { createReasonReader } from '../../../i18n/render-reason';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import { addMessages } from '../../http/add-messages';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiCall, ApiResponse } from '../../http/route';
import {
  type accessQuerySchema,
  type calendarBodySchema,
  type companyBodySchema,
  versionCursorSchema,
  type versionParamsSchema,
  type versionsQuerySchema,
} from './schema';

const ETAG = /^(?:W\/)?"(\d{1,9})"$/;

/** The settings in force, in all languages. */
export async function getCompany({ context }: ApiCall): Promise<ApiResponse> {
  return respondWithCompany(await loadCompany(context.database));
}

/**
 * Makes a new version, unless nothing is different.
 * @throws FirstdayError `version-required`, `version-conflict` or `invalid-request`
 */
export async function putCompany(
  call: ApiCall<unknown, unknown, z.infer<typeof companyBodySchema>>,
): Promise<ApiResponse> {
  const { settings, note } = call.body;
  const saved = await saveCompany(call.context.database, {
    ...{ settings, note, author: call.principal.email },
    baseVersion: requireVersion(call.ifMatch),
    audit: (entry) => buildAuditEntry(call, entry),
  });
  return { status: 200, body: saved, headers: { ETag: toETag(saved.version) } };
}

/** Compares with the settings in force, and writes nothing. */
export async function previewCompanyChange({
  context,
  principal,
  body,
  locale,
}: ApiCall<unknown, unknown, CompanySettings>): Promise<ApiResponse> {
  const { name, email } = principal;
  const preview = await previewCompany(context, body, { name, email });
  const reader = createReasonReader({ steps: [], timeZone: 'UTC' }, locale);
  return { status: 200, body: addMessages(preview, reader) };
}

/** Newest first. */
export async function getCompanyVersions({
  context,
  query: { limit, cursor },
}: ApiCall<unknown, z.infer<typeof versionsQuerySchema>>): Promise<ApiResponse> {
  const before = decodeCursor(cursor, versionCursorSchema)?.version;
  const rows = await listCompanyVersions(context.database, { before, limit: limit + 1 });
  const toSummary = ({ version, note, created_by: createdBy, created_at: createdAt }: (typeof rows)[number]) => ({
    ...{ version, createdBy, createdAt },
    note: note ?? undefined,
  });
  return { status: 200, body: buildPage(rows, limit, toSummary, ({ version }) => ({ version })) };
}

/** @throws FirstdayError `not-found` */
export async function getCompanyVersion({
  context,
  params: { version },
}: ApiCall<z.infer<typeof versionParamsSchema>>): Promise<ApiResponse> {
  const [company, previous] = await Promise.all([
    findCompanyVersion(context.database, version),
    findCompanyVersion(context.database, version - 1),
  ]);
  if (company === undefined || previous === undefined) throw new FirstdayError('not-found');
  const settings = toSettings(company);
  return { status: 200, body: { version, settings, differences: compareSettings(toSettings(previous), settings) } };
}

/**
 * Reads the all-day events of a calendar file, from this year to the end of the year after the next.
 * @throws FirstdayError `invalid-request` if it is no calendar file
 */
export function readCalendar({
  body: { text },
}: ApiCall<unknown, unknown, z.infer<typeof calendarBodySchema>>): Promise<ApiResponse> {
  const year = new Date().getFullYear();
  const daysOff = readDaysOff(text, { from: `${String(year)}-01-01`, to: `${String(year + 2)}-12-31` });
  if (daysOff === undefined) throw createInvalidRequestError([createFieldError('(body)', 'format.calendar', {})]);
  return Promise.resolve({ status: 200, body: { daysOff } });
}

/** Resolves the profiles in force for a job, without a request. */
export async function getCompanyAccess({
  context,
  query: { plan, manager, equipment, trainings, remote, title = '', ...job },
}: ApiCall<unknown, z.infer<typeof accessQuerySchema>>): Promise<ApiResponse> {
  const company = await loadCompany(context.database);
  const body = resolveAccess(company, {
    job: { ...job, title, remote: remote === 'true' },
    ...(manager !== undefined && { manager: { email: manager } }),
    ...{ plan, equipment, trainings },
  });
  return { status: 200, body };
}

const respondWithCompany = (company: Company): ApiResponse => ({
  status: 200,
  body: { version: company.version, settings: toSettings(company) },
  headers: { ETag: toETag(company.version) },
});

const toETag = (version: number): string => `"${String(version)}"`;

function requireVersion(ifMatch: string | undefined): number {
  const version = ETAG.exec(ifMatch ?? '')?.[1];
  if (version === undefined) throw new FirstdayError('version-required');
  return Number(version);
}

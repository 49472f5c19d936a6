import { findOwn } from '../../../domain/find-own';
import { normalizeEmail } from '../../../domain/text/email-address';
import type { ApiClient } from '../../api-client';
import type { FormError, FormValues } from '../../ui/forms';
import { findAccessField, readAccess } from '../../ui/access-choices';

type TextFields = FormValues['values'];

const YES_OR_NO: Record<string, boolean> = { yes: true, no: false };

/** Builds an unvalidated request from form text; empty fields are omitted. */
export function buildRequest(fields: TextFields): Record<string, unknown> {
  const getText = (name: string) => fields[name]?.trim() || undefined;
  return {
    employee: {
      givenName: getText('employee.givenName'),
      familyName: getText('employee.familyName'),
      preferredName: getText('employee.preferredName'),
      personalEmail: getText('employee.personalEmail'),
      phone: getText('employee.phone'),
      address: getText('employee.address'),
    },
    job: {
      title: getText('job.title'),
      department: getText('job.department'),
      location: getText('job.location'),
      employmentType: getText('job.employmentType'),
      remote: findOwn(YES_OR_NO, fields['job.remote'] ?? ''),
      endDate: getText('job.endDate'),
    },
    manager: { name: getText('manager.name'), email: getText('manager.email') },
    startDate: getText('startDate'),
    plan: getText('plan'),
    equipment: parseCodeList('equipment', fields),
    trainings: parseCodeList('trainings', fields),
    access: readAccess(fields),
    note: getText('note'),
  };
}

export const parseCodes = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((code) => code.trim())
    .filter((code) => code !== '');

export function parseCodeList(name: string, fields: TextFields): string[] | undefined {
  const codes = parseCodes(fields[name] ?? '');
  return codes.length > 0 ? codes : undefined;
}

/** Maps API errors to form fields: `equipment.2` becomes an error of `equipment` that quotes the third code. */
export function mapErrorsToFields(errors: readonly FormError[], fields: TextFields): FormError[] {
  const messages = new Map<string, string[]>();
  for (const { field, message } of errors) {
    const [, list, index] = /^(equipment|trainings)\.(\d+)$/.exec(field) ?? [];
    const code = list && parseCodes(fields[list] ?? '')[Number(index)];
    const quotedMessage = code === undefined ? message : `“${code}”: ${message}`;
    const formField = list ?? findAccessField(field, fields) ?? field;
    messages.set(formField, [...(messages.get(formField) ?? []), quotedMessage]);
  }
  return [...messages].map(([field, quotedMessage]) => ({ field, message: quotedMessage.join('; ') }));
}

/** API limit of `q` in `GET /people`, in characters. */
const MAX_SEARCH_LENGTH = 100;

/** Adds the manager's name if only the address was entered and belongs to a known person. */
export async function fillInManagerName(callApi: ApiClient, fields: TextFields): Promise<TextFields> {
  const email = normalizeEmail(fields['manager.email']?.trim() ?? '');
  if (email === '' || email.length > MAX_SEARCH_LENGTH || fields['manager.name']?.trim()) return fields;
  const { items } = await callApi('GET /people', { query: { q: email } });
  const manager = items.find((person) => person.email === email);
  return manager ? { ...fields, 'manager.name': manager.name } : fields;
}

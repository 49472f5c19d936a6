import type { CompanySettings } from '../../../company/settings';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { findOwn } from '../../../domain/find-own';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import { withFormErrors } from '../../http/form-errors';
import type { Visit } from '../../http/page';
import { type FormError, type FormValues, WHOLE_FORM_FIELD } from '../../ui/forms';
import type { CompanyState } from './company-state';
import { previewChange } from './preview-change';

/** Settings that name their entries by code. */
type Collection = 'locations' | 'systems' | 'profiles';
type Entry<Name extends Collection> = CompanySettings[Name][string];

export const getEntryPath = (collection: Collection, code: string): string =>
  `/admin/company/${collection}/${encodeURIComponent(code)}`;

/** @throws FirstdayError `not-found` */
export function requireEntry<Name extends Collection>(
  { settings }: CompanyState,
  collection: Name,
  code: string,
): Entry<Name> {
  const entry = findOwn<Entry<Name>>(settings[collection] as Record<string, Entry<Name>>, code);
  if (entry === undefined) throw new FirstdayError('not-found');
  return entry;
}

interface EntryChange {
  collection: Collection;
  code: string;
  /** Unvalidated. */
  entry: object;
  /** A new entry must not replace another one. */
  isNew: boolean;
  values: FormValues['values'];
}

/** Previews the settings with this entry. */
export function previewEntry(
  visit: Visit,
  { settings }: CompanyState,
  { collection, code, entry, isNew, values }: EntryChange,
): ReturnType<typeof previewChange> {
  if (isNew && Object.hasOwn(settings[collection], code)) return rejectTakenCode(visit, values);
  const changed = { ...settings, [collection]: { ...settings[collection], [code]: entry } };
  return previewChange(visit, changed, values, getEntryPath(collection, isNew ? 'new' : code));
}

async function rejectTakenCode({ locale }: Visit, values: FormValues['values']): ReturnType<typeof previewChange> {
  const error = createInvalidRequestError([createFieldError('code', 'code.taken', {})]);
  const { rejectedForm } = await withFormErrors(locale, values, () => Promise.reject<never>(error));
  if (rejectedForm === undefined) throw error;
  return { rejectedForm };
}

/**
 * Previews the settings without this entry.
 * @throws FirstdayError `not-found`
 */
export function previewRemoval(
  visit: Visit,
  state: CompanyState,
  collection: Collection,
  code: string,
): ReturnType<typeof previewChange> {
  requireEntry(state, collection, code);
  const others = Object.entries(state.settings[collection]).filter(([name]) => name !== code);
  const changed = { ...state.settings, [collection]: Object.fromEntries(others) };
  return previewChange(visit, changed, {}, getEntryPath(collection, code));
}

/** Maps errors of the settings to those of one entry: `systems.crm.owner` belongs to `owner`, the entry itself to `code`. */
export const toEntryErrors = (errors: readonly FormError[], collection: Collection, code: string): FormError[] =>
  errors.map(({ field, ...error }) => {
    const path = `${collection}.${code}`;
    if (field === path || field === 'code') return { ...error, field: 'code' };
    return { ...error, field: field.startsWith(`${path}.`) ? field.slice(path.length + 1) : WHOLE_FORM_FIELD };
  });

/** A refused removal has no field that could show why. */
export const toRemovalErrors = (errors: readonly FormError[]): FormError[] =>
  errors.map((error) => ({ ...error, field: WHOLE_FORM_FIELD }));

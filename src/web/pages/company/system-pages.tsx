import { z } from 'zod';
import { translate } from '../../../i18n/translate';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { type FormValues, readTextFields } from '../../ui/forms';
import { type CompanyState, loadCompanyState } from './company-state';
import { previewEntry, previewRemoval, requireEntry, toEntryErrors, toRemovalErrors } from './entry';
import { SystemForm } from './system-form';
import {
  addLicenceRows,
  buildSystem,
  listRepeatedCodes,
  NEW_SYSTEM_VALUES,
  toSystemFieldErrors,
  toSystemValues,
} from './system-values';

const paramsSchema = z.object({ code: z.string() });

interface FormState {
  /** Unset for a new system. */
  code?: string;
  formValues: FormValues;
  status?: number;
}

const renderForm = ({ locale }: Pick<Visit, 'locale'>, { status, ...state }: FormState): PageResponse => ({
  title: translate(locale, state.code === undefined ? 'company.newSystem' : 'company.names.systems'),
  main: <SystemForm {...state} locale={locale} />,
  status,
});

const newSystemPage = definePage({
  name: 'GET /admin/company/systems/new',
  handle: (visit) => Promise.resolve(renderForm(visit, { formValues: { values: NEW_SYSTEM_VALUES } })),
});

const systemPage = definePage({
  name: 'GET /admin/company/systems/{code}',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const system = requireEntry(await loadCompanyState(visit), 'systems', code);
    return renderForm(visit, { code, formValues: { values: toSystemValues(system) } });
  },
});

/** Previews the system in the form, or adds empty rows for licences to it. `known`: unset for a new one. */
async function submitSystem(visit: Visit, state: CompanyState, known?: string): Promise<PageResponse> {
  const { locale } = visit;
  const values = readTextFields(visit.form);
  if (values.addRows !== undefined)
    return renderForm(visit, { code: known, formValues: { values: addLicenceRows(values) } });
  const repeated = listRepeatedCodes(values).map((field) => ({
    field,
    message: translate(locale, 'field-errors.code.taken'),
  }));
  if (repeated.length > 0)
    return renderForm(visit, { code: known, formValues: { values, errors: repeated }, status: 400 });
  const code = known ?? values.code?.trim() ?? '';
  const entry = buildSystem(values);
  const change = { collection: 'systems' as const, code, entry, isNew: known === undefined, values };
  const { page, rejectedForm } = await previewEntry(visit, state, change);
  if (page) return page;
  const { errors } = rejectedForm.formValues;
  const formValues = { values, errors: toSystemFieldErrors(toEntryErrors(errors, 'systems', code), values) };
  return renderForm(visit, { code: known, formValues, status: rejectedForm.status });
}

const addSystemPage = definePage({
  name: 'POST /admin/company/systems',
  handle: async (visit) => submitSystem(visit, await loadCompanyState(visit)),
});

const changeSystemPage = definePage({
  name: 'POST /admin/company/systems/{code}',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    requireEntry(state, 'systems', code);
    return submitSystem(visit, state, code);
  },
});

/** A system that a profile uses stays: the errors name the profile. */
const removeSystemPage = definePage({
  name: 'POST /admin/company/systems/{code}/remove',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    const { page, rejectedForm } = await previewRemoval(visit, state, 'systems', code);
    if (page) return page;
    const system = requireEntry(state, 'systems', code);
    const errors = toRemovalErrors(rejectedForm.formValues.errors);
    return renderForm(visit, {
      code,
      formValues: { values: toSystemValues(system), errors },
      status: rejectedForm.status,
    });
  },
});

export const systemPages = [newSystemPage, systemPage, addSystemPage, changeSystemPage, removeSystemPage];

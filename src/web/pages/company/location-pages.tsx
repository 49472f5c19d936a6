import { z } from 'zod';
import type { Location } from '../../../company/settings';
import { translate } from '../../../i18n/translate';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { readUploadedFile } from '../../http/upload';
import { type FormValues, readTextFields } from '../../ui/forms';
import { readCheckedChoices } from '../admin/checkbox-group';
import { type CompanyState, loadCompanyState } from './company-state';
import { getEntryPath, previewEntry, previewRemoval, requireEntry, toEntryErrors, toRemovalErrors } from './entry';
import { LocationForm } from './location-form';
import {
  buildLocation,
  NEW_LOCATION_VALUES,
  toLocationFieldErrors,
  toLocationValues,
  WEEKDAYS,
} from './location-values';
import { previewWithoutForm } from './preview-change';

const paramsSchema = z.object({ code: z.string() });
const MONDAY_TO_FRIDAY = WEEKDAYS.slice(0, 5);

interface FormState {
  code?: string;
  formValues: FormValues;
  workingDays: readonly (typeof WEEKDAYS)[number][];
  status?: number;
}

const renderForm = ({ locale }: Pick<Visit, 'locale'>, { status, ...state }: FormState): PageResponse => ({
  title: translate(locale, state.code === undefined ? 'company.newLocation' : 'company.names.locations'),
  main: <LocationForm {...state} locale={locale} />,
  status,
});

const renderLocation = (
  visit: Visit,
  code: string,
  location: Location,
  rejection?: Pick<FormValues, 'errors'> & { status: number },
): PageResponse =>
  renderForm(visit, {
    code,
    formValues: { values: toLocationValues(location, visit.locale), errors: rejection?.errors },
    workingDays: WEEKDAYS.filter((day) => location.workingDays.includes(Number(day))),
    status: rejection?.status,
  });

const newLocationPage = definePage({
  name: 'GET /admin/company/locations/new',
  handle: (visit) =>
    Promise.resolve(renderForm(visit, { formValues: { values: NEW_LOCATION_VALUES }, workingDays: MONDAY_TO_FRIDAY })),
});

const locationPage = definePage({
  name: 'GET /admin/company/locations/{code}',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    return renderLocation(visit, code, requireEntry(await loadCompanyState(visit), 'locations', code));
  },
});

/** Previews the location in the form. `known`: unset for a new one. */
async function submitLocation(visit: Visit, state: CompanyState, known?: string): Promise<PageResponse> {
  const values = readTextFields(visit.form);
  const code = known ?? values.code?.trim() ?? '';
  const earlier = known === undefined ? undefined : requireEntry(state, 'locations', known);
  const entry = buildLocation(visit.form, values, earlier, visit.locale);
  const change = { collection: 'locations' as const, code, entry, isNew: known === undefined, values };
  const { page, rejectedForm } = await previewEntry(visit, state, change);
  if (page) return page;
  const errors = toLocationFieldErrors(toEntryErrors(rejectedForm.formValues.errors, 'locations', code));
  return renderForm(visit, {
    code: known,
    formValues: { values, errors },
    workingDays: readCheckedChoices(visit.form, 'workingDays', WEEKDAYS),
    status: rejectedForm.status,
  });
}

const addLocationPage = definePage({
  name: 'POST /admin/company/locations',
  handle: async (visit) => submitLocation(visit, await loadCompanyState(visit)),
});

const changeLocationPage = definePage({
  name: 'POST /admin/company/locations/{code}',
  params: paramsSchema,
  handle: async (visit) => submitLocation(visit, await loadCompanyState(visit), visit.params.code),
});

/** Adds the days off of a calendar file to those of the location; a day that is already off keeps its title. */
const importDaysOffPage = definePage({
  name: 'POST /admin/company/locations/{code}/days-off',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    const location = requireEntry(state, 'locations', code);
    const file = await readUploadedFile(visit.request, visit.response);
    const body = { text: file?.toString('utf8') ?? '' };
    const imported = (await visit.callApi('POST /company/days-off', { body }))
      .daysOff as unknown as Location['daysOff'];
    const known = new Set(location.daysOff.map(({ from }) => from));
    const daysOff = [...location.daysOff, ...imported.filter(({ from }) => !known.has(from))];
    const locations = { ...state.settings.locations, [code]: { ...location, daysOff } };
    return previewWithoutForm(visit, { ...state.settings, locations }, getEntryPath('locations', code));
  },
});

/** A location with open onboardings stays: the errors count them. */
const removeLocationPage = definePage({
  name: 'POST /admin/company/locations/{code}/remove',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    const { page, rejectedForm } = await previewRemoval(visit, state, 'locations', code);
    if (page) return page;
    const errors = toRemovalErrors(rejectedForm.formValues.errors);
    const location = requireEntry(state, 'locations', code);
    return renderLocation(visit, code, location, { errors, status: rejectedForm.status });
  },
});

export const locationPages = [
  newLocationPage,
  locationPage,
  addLocationPage,
  changeLocationPage,
  importDaysOffPage,
  removeLocationPage,
];

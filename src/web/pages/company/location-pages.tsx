import { z } from 'zod';
import type { Location } from '../../../company/settings';
import { findOwn } from '../../../domain/find-own';
import { translate } from '../../../i18n/translate';
import { FirstdayError } from '../../../lib/errors';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { readUploadedFile } from '../../http/upload';
import { type FormValues, readTextFields } from '../../ui/forms';
import { readCheckedChoices } from '../admin/checkbox-group';
import { type CompanyState, loadCompanyState } from './company-state';
import { LocationForm } from './location-form';
import {
  buildLocation,
  getLocationPath,
  NEW_LOCATION_VALUES,
  toLocationErrors,
  toLocationValues,
  WEEKDAYS,
} from './location-values';
import { previewChange, previewWithoutForm } from './preview-change';

const paramsSchema = z.object({ code: z.string() });
const MONDAY_TO_FRIDAY = WEEKDAYS.slice(0, 5);

/** @throws FirstdayError `not-found` */
function requireLocation({ settings }: CompanyState, code: string): Location {
  const location = findOwn(settings.locations, code);
  if (location === undefined) throw new FirstdayError('not-found');
  return location;
}

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
    const location = requireLocation(await loadCompanyState(visit), code);
    const workingDays = WEEKDAYS.filter((day) => location.workingDays.includes(Number(day)));
    return renderForm(visit, { code, formValues: { values: toLocationValues(location, visit.locale) }, workingDays });
  },
});

/** Previews the location in the form, as `code`. */
async function submitLocation(
  visit: Visit,
  { settings }: CompanyState,
  code: string,
  known?: Location,
): Promise<PageResponse> {
  const values = readTextFields(visit.form);
  const location = buildLocation(visit.form, values, known, visit.locale);
  const changed = { ...settings, locations: { ...settings.locations, [code]: location } };
  const back = known === undefined ? '/admin/company/locations/new' : getLocationPath(code);
  const { page, rejectedForm } = await previewChange(visit, changed, values, back);
  if (page) return page;
  return renderForm(visit, {
    code: known === undefined ? undefined : code,
    formValues: { values, errors: toLocationErrors(rejectedForm.formValues.errors, code) },
    workingDays: readCheckedChoices(visit.form, 'workingDays', WEEKDAYS),
    status: rejectedForm.status,
  });
}

const addLocationPage = definePage({
  name: 'POST /admin/company/locations',
  handle: async (visit) =>
    submitLocation(visit, await loadCompanyState(visit), readTextFields(visit.form).code?.trim() ?? ''),
});

const changeLocationPage = definePage({
  name: 'POST /admin/company/locations/{code}',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    return submitLocation(visit, state, code, requireLocation(state, code));
  },
});

/** Adds the days off of a calendar file to those of the location; a day that is already off keeps its title. */
const importDaysOffPage = definePage({
  name: 'POST /admin/company/locations/{code}/days-off',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    const location = requireLocation(state, code);
    const file = await readUploadedFile(visit.request, visit.response);
    const body = { text: file?.toString('utf8') ?? '' };
    const imported = (await visit.callApi('POST /company/days-off', { body }))
      .daysOff as unknown as Location['daysOff'];
    const known = new Set(location.daysOff.map(({ from }) => from));
    const daysOff = [...location.daysOff, ...imported.filter(({ from }) => !known.has(from))];
    const locations = { ...state.settings.locations, [code]: { ...location, daysOff } };
    return previewWithoutForm(visit, { ...state.settings, locations }, getLocationPath(code));
  },
});

const removeLocationPage = definePage({
  name: 'POST /admin/company/locations/{code}/remove',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    requireLocation(state, code);
    const locations = Object.fromEntries(Object.entries(state.settings.locations).filter(([name]) => name !== code));
    return previewWithoutForm(visit, { ...state.settings, locations }, getLocationPath(code));
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

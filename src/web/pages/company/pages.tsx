import { z } from 'zod';
import { translate } from '../../../i18n/translate';
import { parseJson } from '../../http/parse-json';
import { definePage } from '../../http/page';
import { readUploadedFile } from '../../http/upload';
import { readTextFields } from '../../ui/forms';
import { cursorQuerySchema } from '../../ui/pagination';
import { getStateLogoUrl, loadCompanyState } from './company-state';
import { GeneralForm } from './general-form';
import { buildGeneralSettings, toGeneralErrors, toGeneralValues } from './general-values';
import { VersionDetail, VersionList } from './history';
import { locationPages } from './location-pages';
import { CompanyOverview } from './overview';
import { previewChange, previewWithoutForm } from './preview-change';
import { profileListPage } from './profile-list-page';
import { profilePages } from './profile-pages';
import { systemPages } from './system-pages';

const overviewPage = definePage({
  name: 'GET /admin/company',
  handle: async (visit) => ({
    title: translate(visit.locale, 'company.settings'),
    main: <CompanyOverview {...await loadCompanyState(visit)} locale={visit.locale} />,
  }),
});

const generalFormPage = definePage({
  name: 'GET /admin/company/general',
  handle: async (visit) => {
    const state = await loadCompanyState(visit);
    const formValues = { values: toGeneralValues(state.settings) };
    const main = <GeneralForm formValues={formValues} logoUrl={getStateLogoUrl(state)} locale={visit.locale} />;
    return { title: translate(visit.locale, 'company.general'), main };
  },
});

const changeGeneralPage = definePage({
  name: 'POST /admin/company/general',
  handle: async (visit) => {
    const logoFile = await readUploadedFile(visit.request, visit.response);
    const values = readTextFields(visit.request.body);
    const state = await loadCompanyState(visit);
    const changed = buildGeneralSettings(state.settings, values, logoFile);
    const { page, rejectedForm } = await previewChange(visit, changed, values, '/admin/company/general');
    if (page) return page;
    const formValues = { values, errors: toGeneralErrors(rejectedForm.formValues.errors) };
    const main = <GeneralForm formValues={formValues} logoUrl={getStateLogoUrl(state)} locale={visit.locale} />;
    return { title: translate(visit.locale, 'company.general'), main, status: rejectedForm.status };
  },
});

/** Saves what was previewed. A version that was saved meanwhile is not overwritten. */
const savePage = definePage({
  name: 'POST /admin/company/save',
  form: z.looseObject({ version: z.string().max(12), settings: z.string(), note: z.string().optional() }),
  handle: async ({ callApi, form: { version, settings, note } }) => {
    const body = { settings: parseJson(settings), note: note?.trim() || undefined };
    await callApi('PUT /company', { body, ifMatch: `"${version}"` });
    return { redirectTo: '/admin/company', flash: 'company-saved' };
  },
});

const historyPage = definePage({
  name: 'GET /admin/company/versions',
  query: cursorQuerySchema,
  handle: async ({ callApi, query, locale }) => ({
    title: translate(locale, 'company.history'),
    main: <VersionList page={await callApi('GET /company/versions', { query })} locale={locale} />,
  }),
});

const versionParamsSchema = z.object({ version: z.string() });

const versionPage = definePage({
  name: 'GET /admin/company/versions/{version}',
  params: versionParamsSchema,
  handle: async ({ callApi, params, locale }) => ({
    title: translate(locale, 'company.history'),
    main: <VersionDetail company={await callApi('GET /company/versions/{version}', { params })} locale={locale} />,
  }),
});

const restorePage = definePage({
  name: 'POST /admin/company/versions/{version}/restore',
  params: versionParamsSchema,
  handle: async (visit) => {
    const { settings } = await visit.callApi('GET /company/versions/{version}', { params: visit.params });
    return previewWithoutForm(visit, settings, '/admin/company/versions');
  },
});

export const companyPages = [
  overviewPage,
  generalFormPage,
  changeGeneralPage,
  savePage,
  historyPage,
  versionPage,
  restorePage,
  ...locationPages,
  ...systemPages,
  profileListPage,
  ...profilePages,
];

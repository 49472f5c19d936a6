import { z } from 'zod';
import { translate } from '../../../i18n/translate';
import { definePage, type PageResponse, type Visit } from '../../http/page';
import { readTextFields } from '../../ui/forms';
import { type CompanyState, loadCompanyState } from './company-state';
import { previewEntry, previewRemoval, requireEntry, toEntryErrors, toRemovalErrors } from './entry';
import { ProfileForm, type ProfileFormProps } from './profile-form';
import { NEW_PROFILE, readProfile, toProfileFieldErrors } from './profile-values';

const paramsSchema = z.object({ code: z.string() });
const MAX_SUGGESTIONS = 100;

async function loadChoices({ callApi }: Visit, { settings }: CompanyState): Promise<ProfileFormProps['choices']> {
  const [plans, models, courses] = await Promise.all([
    callApi('GET /plans'),
    callApi('GET /inventory/models', { query: { limit: MAX_SUGGESTIONS } }),
    callApi('GET /trainings/courses', { query: { limit: MAX_SUGGESTIONS } }),
  ]);
  return { settings, plans: plans.items, models: models.items, courses: courses.items };
}

type FormState = Omit<ProfileFormProps, 'locale'> & { status?: number };

const renderForm = ({ locale }: Visit, { status, ...state }: FormState): PageResponse => ({
  title: translate(locale, state.code === undefined ? 'company.newProfile' : 'company.names.profiles'),
  main: <ProfileForm {...state} locale={locale} />,
  status,
});

const newProfilePage = definePage({
  name: 'GET /admin/company/profiles/new',
  handle: async (visit) => {
    const choices = await loadChoices(visit, await loadCompanyState(visit));
    return renderForm(visit, { draft: NEW_PROFILE, choices });
  },
});

const profilePage = definePage({
  name: 'GET /admin/company/profiles/{code}',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    const draft = requireEntry(state, 'profiles', code);
    return renderForm(visit, { code, draft, choices: await loadChoices(visit, state) });
  },
});

/** Previews the profile in the form, or adds empty rows to it. `code`: unset for a new one. */
async function submitProfile(visit: Visit, code?: string): Promise<PageResponse> {
  const state = await loadCompanyState(visit);
  const known = code === undefined ? undefined : requireEntry(state, 'profiles', code);
  const choices = await loadChoices(visit, state);
  const draft = readProfile(visit.form, choices, known);
  const values = readTextFields(visit.form);
  const typedCode = values.code?.trim() ?? '';
  if (values.addRows !== undefined) return renderForm(visit, { code, typedCode, draft, choices });
  const newCode = code ?? typedCode;
  const change = { collection: 'profiles' as const, code: newCode, entry: draft, isNew: code === undefined, values };
  const { page, rejectedForm } = await previewEntry(visit, state, change);
  if (page) return page;
  const errors = toProfileFieldErrors(toEntryErrors(rejectedForm.formValues.errors, 'profiles', newCode));
  return renderForm(visit, { code, typedCode, draft, choices, errors, status: rejectedForm.status });
}

const addProfilePage = definePage({
  name: 'POST /admin/company/profiles',
  handle: (visit) => submitProfile(visit),
});

const changeProfilePage = definePage({
  name: 'POST /admin/company/profiles/{code}',
  params: paramsSchema,
  handle: (visit) => submitProfile(visit, visit.params.code),
});

const removeProfilePage = definePage({
  name: 'POST /admin/company/profiles/{code}/remove',
  params: paramsSchema,
  handle: async (visit) => {
    const { code } = visit.params;
    const state = await loadCompanyState(visit);
    const { page, rejectedForm } = await previewRemoval(visit, state, 'profiles', code);
    if (page) return page;
    const errors = toRemovalErrors(rejectedForm.formValues.errors);
    const draft = requireEntry(state, 'profiles', code);
    const choices = await loadChoices(visit, state);
    return renderForm(visit, { code, draft, choices, errors, status: rejectedForm.status });
  },
});

export const profilePages = [newProfilePage, profilePage, addProfilePage, changeProfilePage, removeProfilePage];

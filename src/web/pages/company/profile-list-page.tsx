import { z } from 'zod';
import { getTranslator } from '../../../i18n/translate';
import { withFormErrors } from '../../http/form-errors';
import { definePage, type Visit } from '../../http/page';
import type { FormValues } from '../../ui/forms';
import { loadTitles } from '../../ui/load-titles';
import { searchTextSchema } from '../../ui/pagination';
import { AccessCheck } from './access-check';
import { loadCompanyState } from './company-state';
import { ProfileList } from './profile-list';

const checkSchema = z.object({
  department: searchTextSchema,
  location: searchTextSchema,
  employmentType: searchTextSchema,
  title: searchTextSchema,
  remote: searchTextSchema,
  plan: searchTextSchema,
  manager: searchTextSchema,
  endDate: searchTextSchema,
  equipment: searchTextSchema,
  trainings: searchTextSchema,
});
type Check = z.infer<typeof checkSchema>;

export const profileListPage = definePage({
  name: 'GET /admin/company/profiles',
  query: checkSchema,
  handle: async (visit) => {
    const { callApi, query, locale } = visit;
    const t = getTranslator(locale);
    const [{ settings }, titles, departments, locations, plans] = await Promise.all([
      loadCompanyState(visit),
      loadTitles(callApi),
      callApi('GET /departments'),
      callApi('GET /locations'),
      callApi('GET /plans'),
    ]);
    const choices = { departments: departments.items, locations: locations.items, plans: plans.items };
    const main = (
      <>
        <h1>{t('company.names.profiles')}</h1>
        <p>{t('company.profilesHint')}</p>
        <ProfileList settings={settings} titles={titles} locale={locale} />
        <p>
          <a href="/admin/company/profiles/new">{t('company.newProfile')}</a>
        </p>
        <AccessCheck {...await checkAccess(visit, query)} choices={choices} locale={locale} />
        <p>
          <a href="/admin/company">{t('company.back')}</a>
        </p>
      </>
    );
    return { title: t('company.names.profiles'), main };
  },
});

/** Without a department, the form has not been sent. */
async function checkAccess(
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  query: Check,
): Promise<Pick<Parameters<typeof AccessCheck>[0], 'formValues' | 'access'>> {
  const values: FormValues['values'] = query;
  if (query.department === undefined) return { formValues: { values } };
  const result = await withFormErrors(locale, values, () => callApi('GET /company/access', { query }));
  if (result.rejectedForm) return { formValues: result.rejectedForm.formValues };
  return { formValues: { values }, access: result.response };
}

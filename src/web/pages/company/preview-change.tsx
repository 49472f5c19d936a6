import type { Locale } from '../../../i18n/locales';
import { translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import type { FormValues } from '../../ui/forms';
import { withFormErrors, type RejectedForm } from '../../http/form-errors';
import type { PageResponse, Visit } from '../../http/page';
import { CompanyPreview } from './preview';

/**
 * Previews new settings. Returns the form to render again if the API rejects them.
 * @param back page with the form
 */
export async function previewChange(
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  settings: object,
  values: FormValues['values'],
  back: string,
): Promise<{ page: PageResponse; rejectedForm?: undefined } | { page?: undefined; rejectedForm: RejectedForm }> {
  const result = await withFormErrors(locale, values, () => callApi('POST /company/preview', { body: settings }));
  if (result.rejectedForm) return { rejectedForm: result.rejectedForm };
  return { page: renderPreview(result.response, { settings, back, locale }) };
}

/**
 * Previews new settings that no form could show again.
 * @throws FirstdayError if the API rejects them
 */
export const previewWithoutForm = async (
  { callApi, locale }: Pick<Visit, 'callApi' | 'locale'>,
  settings: object,
  back: string,
): Promise<PageResponse> =>
  renderPreview(await callApi('POST /company/preview', { body: settings }), { settings, back, locale });

const renderPreview = (
  preview: ApiResponseBodies['POST /company/preview'],
  { locale, ...rest }: { settings: object; back: string; locale: Locale },
): PageResponse => ({
  title: translate(locale, 'company.preview'),
  main: <CompanyPreview preview={preview} {...rest} locale={locale} />,
});

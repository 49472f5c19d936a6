import type { z } from 'zod';
import type { warningSchema } from '../../api/http/warning-schema';
import type { Locale } from '../../i18n/locales';
import { translate } from '../../i18n/translate';

interface WarningListProps {
  warnings: readonly z.output<typeof warningSchema>[];
  locale: Locale;
  /** Name of the form field to which a warning leads, if its form is on the page. */
  getFormField?: (field: string) => string;
}

/** Lists the warnings; empty without any. */
export function WarningList({ warnings, locale, getFormField }: WarningListProps) {
  if (warnings.length === 0) return null;
  return (
    <section class="warnings" role="status">
      <h3>{translate(locale, 'preview.warnings')}</h3>
      <ul>
        {warnings.map(({ code, row, field, message, params: { onboardingId } }) => (
          <li key={`${code}/${String(row)}/${String(message)}`}>
            {row !== undefined && `${translate(locale, 'preview.warningRow', { row })} `}
            {message}{' '}
            {field && getFormField && <a href={`#${getFormField(field)}`}>{translate(locale, 'preview.goToField')}</a>}{' '}
            {typeof onboardingId === 'string' && (
              <a href={`/onboardings/${onboardingId}`}>{translate(locale, 'preview.seeOnboarding')}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

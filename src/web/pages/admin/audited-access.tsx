import { z } from 'zod';
import { accessSummarySchema } from '../../../domain/access-summary';
import { ACCESS_PARTS, formatAccess } from '../../../i18n/format-access';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';

const detailSchema = z.looseObject({ access: accessSummarySchema });

/** Access that was requested or approved. Systems are named by code: their titles may be others by now. */
export function AuditedAccess({ detail, locale }: { detail: unknown; locale: Locale }) {
  const { data } = detailSchema.safeParse(detail);
  if (data === undefined) return null;
  const t = getTranslator(locale);
  const accounts = data.access.accounts.map((account) => ({ ...account, title: account.system }));
  const lines = formatAccess({ ...data.access, accounts }, locale);
  return (
    <>
      {ACCESS_PARTS.filter((name) => lines[name] !== '').map((name) => (
        <span key={name} class="more">
          {t('company.condition', { name: t(`company.names.${name}`), values: lines[name] })}
        </span>
      ))}
    </>
  );
}

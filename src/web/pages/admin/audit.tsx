import { z } from 'zod';
import type { Answers } from '../../api-client';
import { Field } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import { More, searched, searchedDate, searchWord } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { page } from '../../http/page';
import { Table } from '../../ui/table';
import { adminWords } from './messages';

const query = z.object({ actor: searched, action: searched, from: searchedDate, to: searchedDate, cursor: searched });
type Query = z.infer<typeof query>;

const list = page({
  on: 'GET /admin/audit',
  query,
  handle: async ({ ask, query: wanted, locale }) => {
    const at = (day?: string) => day && `${day}T00:00:00Z`;
    const found = await ask('GET /audit', { query: { ...wanted, from: at(wanted.from), to: at(wanted.to) } });
    return { title: adminWords(locale).audit, main: <Audit found={found} wanted={wanted} locale={locale} /> };
  },
});

export const auditPages = [list];

function Audit({ found, wanted, locale }: { found: Answers['GET /audit']; wanted: Query; locale: Locale }) {
  const words = adminWords(locale);
  const filled = { values: wanted };
  const rows = found.items.map(({ id, at, actor, action, onboardingId, ip = '' }) => ({
    key: id,
    cells: [
      formatsOf(locale).instant(at),
      actor,
      action,
      onboardingId && <a href={`/onboardings/${onboardingId}`}>{onboardingId.slice(0, 8)}</a>,
      ip,
    ],
  }));
  return (
    <>
      <h1>{words.audit}</h1>
      <form method="get" action="/admin/audit" class="filters">
        <Field name="actor" label={words.actor} filled={filled} maxLength={254} />
        <Field name="action" label={words.action} filled={filled} maxLength={60} />
        <Field name="from" type="date" label={words.from} filled={filled} />
        <Field name="to" type="date" label={words.to} filled={filled} />
        <div class="actions">
          <button>{searchWord(locale)}</button>
        </div>
      </form>
      <Table head={[`${words.at} (UTC)`, words.who, words.did, words.about, words.where]} rows={rows} />
      <More path="/admin/audit" query={wanted} nextCursor={found.nextCursor} locale={locale} />
    </>
  );
}

import type { Answers } from '../../api-client';
import { WEBHOOK_EVENTS, type WebhookEvent } from '../../../domain/webhooks';
import { Field, type Filled, typed, Unplaced } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { page, type Visit } from '../../http/page';
import { orRefused } from '../../http/form-errors';
import { Table } from '../../ui/table';
import { tickedIn, Ticks } from './ticks';
import { eventWord, stateOf } from './webhook';
import { webhookWords } from './webhook-messages';
import { adminWords } from './messages';

interface Extra {
  filled?: Filled;
  events?: readonly WebhookEvent[];
  /** Of one that was just made. */
  secret?: string;
  status?: number;
}

async function show({ ask, locale }: Pick<Visit, 'ask' | 'locale'>, extra: Extra = {}) {
  const { items } = await ask('GET /webhooks');
  const { filled = { values: {} }, events = WEBHOOK_EVENTS, secret, status = 200 } = extra;
  const main = <Webhooks {...{ items, filled, events, secret, locale }} />;
  return { title: adminWords(locale).webhooks, main, status };
}

const list = page({ on: 'GET /admin/webhooks', handle: (visit) => show(visit) });

/** Answered by a page, not by another address: the secret must be nowhere but on it. */
const add = page({
  on: 'POST /admin/webhooks',
  handle: async (visit) => {
    const values = typed(visit.form);
    const events = eventsIn(visit.form);
    const made = await orRefused(values, () => visit.ask('POST /webhooks', { body: { url: values.url, events } }));
    if (made.refused) return show(visit, { ...made.refused, events });
    return show(visit, { secret: made.answer.secret, status: 201 });
  },
});

export const webhooksPages = [list, add];

const eventsIn = (form: unknown): WebhookEvent[] => tickedIn(form, 'events', WEBHOOK_EVENTS);

interface WebhooksProps {
  items: Answers['GET /webhooks']['items'];
  filled: Filled;
  events: readonly WebhookEvent[];
  secret?: string;
  locale: Locale;
}

function Webhooks({ items, filled, events, secret, locale }: WebhooksProps) {
  const words = { ...adminWords(locale), ...webhookWords(locale) };
  const rows = items.map((webhook) => ({
    key: webhook.id,
    cells: [
      <a href={`/admin/webhooks/${webhook.id}`} class="address">
        {webhook.url}
      </a>,
      eventsOf(webhook.events, locale),
      webhook.createdBy,
      stateOf(webhook, locale),
    ],
  }));
  return (
    <>
      <h1>{words.webhooks}</h1>
      <p>{words.about}</p>
      {secret && (
        <div class="said" role="status">
          <p>{words.secretOnce}</p>
          <code>{secret}</code>
        </div>
      )}
      {rows.length > 0 && <Table head={[words.url, words.events, words.createdBy, words.state]} rows={rows} />}
      <h2>{words.newWebhook}</h2>
      <form method="post" action="/admin/webhooks" class="narrow">
        <Unplaced filled={filled} names={['url', 'events']} />
        <Field name="url" type="url" label={words.url} hint={words.urlHint} filled={filled} required maxLength={2000} />
        <Ticks
          name="events"
          legend={words.events}
          choices={WEBHOOK_EVENTS}
          labelOf={(event) => eventWord(event, locale)}
          ticked={events}
          filled={filled}
        />
        <button>{words.add}</button>
      </form>
    </>
  );
}

const eventsOf = (events: readonly string[], locale: Locale): string =>
  events.length === WEBHOOK_EVENTS.length
    ? webhookWords(locale).all
    : events.map((event) => eventWord(event, locale)).join(', ');

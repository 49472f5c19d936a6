import { z } from 'zod';
import { WEBHOOK_TEST } from '../../../domain/webhooks';
import { FirstdayError } from '../../../lib/errors';
import type { Answers } from '../../api-client';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { page } from '../../http/page';
import { statusWords } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { webhookWords } from './webhook-messages';

type Webhook = Answers['GET /webhooks']['items'][number];
type Delivery = Answers['GET /webhooks/{id}/deliveries']['items'][number];

const params = z.object({ id: z.uuid() });
const pathOf = (id: string) => `/admin/webhooks/${id}`;

const one = page({
  on: 'GET /admin/webhooks/{id}',
  params,
  handle: async ({ ask, params, locale }) => {
    const [{ items }, deliveries] = await Promise.all([
      ask('GET /webhooks'),
      ask('GET /webhooks/{id}/deliveries', { params }),
    ]);
    const webhook = items.find(({ id }) => id === params.id);
    if (!webhook) throw new FirstdayError('not-found');
    return { title: webhook.url, main: <One webhook={webhook} deliveries={deliveries.items} locale={locale} /> };
  },
});

const change = page({
  on: 'POST /admin/webhooks/{id}',
  params,
  form: z.object({ paused: z.enum(['yes', 'no']) }),
  handle: async ({ ask, params, form }) => {
    await ask('PATCH /webhooks/{id}', { params, body: { paused: form.paused === 'yes' } });
    return { goTo: pathOf(params.id), said: 'saved' };
  },
});

const tryOut = page({
  on: 'POST /admin/webhooks/{id}/test',
  params,
  handle: async ({ ask, params }) => {
    await ask('POST /webhooks/{id}/test', { params });
    return { goTo: pathOf(params.id), said: 'webhook-called' };
  },
});

const repeat = page({
  on: 'POST /admin/webhooks/{id}/deliveries/{delivery}/repeat',
  params: params.extend({ delivery: z.uuid() }),
  handle: async ({ ask, params }) => {
    await ask('POST /webhooks/{id}/deliveries/{delivery}/repeat', { params });
    return { goTo: pathOf(params.id), said: 'webhook-called' };
  },
});

const remove = page({
  on: 'POST /admin/webhooks/{id}/remove',
  params,
  handle: async ({ ask, params }) => {
    await ask('DELETE /webhooks/{id}', { params });
    return { goTo: '/admin/webhooks', said: 'webhook-removed' };
  },
});

export const webhookPages = [one, change, tryOut, repeat, remove];

/** What a webhook is told, in the words that the pages have for it. */
export function eventWord(event: string, locale: Locale): string {
  if (event === WEBHOOK_TEST) return webhookWords(locale).tried;
  const words: Readonly<Record<string, string>> = statusWords(locale).onboarding;
  return words[event.replace('onboarding.', '')] ?? event;
}

export function stateOf({ pausedAt, pausedWhy }: Webhook, locale: Locale): string {
  const words = webhookWords(locale);
  if (!pausedAt) return words.active;
  return pausedWhy ? `${words.paused}: ${pausedWhy}` : words.paused;
}

function One({ webhook, deliveries, locale }: { webhook: Webhook; deliveries: readonly Delivery[]; locale: Locale }) {
  const words = webhookWords(locale);
  const { id, url, pausedAt } = webhook;
  return (
    <>
      <h1 class="address">{url}</h1>
      <p>
        {words.state}: {stateOf(webhook, locale)}
      </p>
      <div class="actions">
        <Send to={`${pathOf(id)}/test`} label={words.test} isMain />
        <form method="post" action={pathOf(id)} class="inline">
          <button class="secondary" name="paused" value={pausedAt ? 'no' : 'yes'}>
            {pausedAt ? words.resume : words.pause}
          </button>
        </form>
      </div>
      <h2>{words.deliveries}</h2>
      {deliveries.length === 0 ? <p>{words.none}</p> : <Deliveries {...{ id, deliveries, locale }} />}
      <details>
        <summary>{words.remove}</summary>
        <p>{words.really}</p>
        <Send to={`${pathOf(id)}/remove`} label={words.remove} />
      </details>
    </>
  );
}

function Deliveries({ id, deliveries, locale }: { id: string; deliveries: readonly Delivery[]; locale: Locale }) {
  const words = webhookWords(locale);
  const { instant } = formatsOf(locale);
  const rows = deliveries.map((delivery) => ({
    key: delivery.id,
    cells: [
      eventWord(delivery.type, locale),
      instant(delivery.occurredAt),
      words.delivery[delivery.state],
      delivery.attempts,
      answerTo(delivery, locale),
      delivery.state === 'owed' ? (
        ''
      ) : (
        <Send to={`${pathOf(id)}/deliveries/${delivery.id}/repeat`} label={words.repeat} />
      ),
    ],
  }));
  return <Table head={[words.event, 'UTC', words.state, words.attempts, words.answer, words.repeat]} rows={rows} />;
}

/** What the receiver said, and when it is called again. */
function answerTo({ lastStatus, lastError, nextTryAt }: Delivery, locale: Locale): string {
  const answer = lastError ?? lastStatus ?? '';
  if (!lastError || !nextTryAt) return String(answer);
  return `${answer}; ${webhookWords(locale).next}: ${formatsOf(locale).instant(nextTryAt)}`;
}

const Send = ({ to, label, isMain }: { to: string; label: string; isMain?: boolean }) => (
  <form method="post" action={to} class="inline">
    <button class={isMain ? undefined : 'plain'}>{label}</button>
  </form>
);

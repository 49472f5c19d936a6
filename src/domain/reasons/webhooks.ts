import type { ReasonKinds } from './param-kinds';

/** Failed calls of webhooks. `webhook.gone` also pauses the webhook. */
export const WEBHOOK_ERRORS = {
  'webhook.gone': {},
  'webhook.status': { status: 'number' },
  'webhook.timeout': {},
  'webhook.blocked': {},
  'webhook.secret-unreadable': {},
  'webhook.unreachable': { error: 'text' },
} as const satisfies ReasonKinds;

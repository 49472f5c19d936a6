import type { ReasonKinds } from './param-kinds';

/**
 * Errors of steps. The code up to its first dot is the error type on which plans branch. Activities of other authors
 * may have types of their own, with their text in the parameter `message`.
 */
export const FAILURES = {
  OutOfStock: { missing: 'items' },
  TagTaken: { tags: 'names' },
  NoSeat: { course: 'text' },
  NoUsername: {},
  NoAccounts: {},
  NoLicence: { system: 'text', licence: 'text', seats: 'number' },
  MailRejected: { reply: 'text' },
  MailUnavailable: { reply: 'text' },
  MailUnconfirmed: { reply: 'text' },
  InvalidData: { subject: 'text', fields: 'names' },
  /** Of an undo: the system's own effect is undone, and the rest is a person's. */
  MadeByHand: { by: 'text' },
  EffectUndone: {},
  LeaseHeld: {},
  Timeout: {},
  'Timeout.after': { cause: 'reason' },
  Unexpected: { message: 'text' },
} as const satisfies ReasonKinds;

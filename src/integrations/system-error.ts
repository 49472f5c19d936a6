/**
 * Definite failure of a call to a system: the call changed nothing, and nothing of it is still in progress.
 * A call with an unknown outcome throws another error type. `permanent` errors are not retried; others are, unless the
 * activity lists their type as permanent.
 * The message is shown to people: plain words, no personal data.
 */
export class SystemError extends Error {
  override readonly name = 'SystemError';
  constructor(
    readonly type: string,
    message: string,
    readonly permanent = true,
  ) {
    super(message);
  }
}

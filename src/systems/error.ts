/**
 * What a system says when it will not do as asked. `permanent` faults are not retried; any other error is.
 * The message is shown to a person: plain words, and no personal data.
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

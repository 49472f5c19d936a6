/**
 * What a system says when it did not do as asked: nothing was done by this call, nothing of it is still under way.
 * `permanent` faults are not retried; any other error is. A call whose outcome nobody knows ends in another error.
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

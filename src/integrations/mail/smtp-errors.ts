import { SystemError } from '../system-error';

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  syscall?: string;
}

/**
 * What a failed attempt to send means. Never repeats the server's words: they often hold the address.
 * @returns `MailRejected` where the server refused the message for good, `MailUnavailable` where it surely was not taken
 *   and may be later, and a plain error where nobody knows.
 */
export function toMailError(error: unknown): Error {
  const { name, code = 'unknown', responseCode, syscall } = error as SmtpError;
  if (name === 'AbortError') return error as Error;
  const reply = responseCode === undefined ? code : `${code} ${responseCode}`;
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isAboutMessage && (responseCode === undefined || responseCode >= 500))
    return new SystemError('MailRejected', `The mail server refused the message (${reply}).`);
  const isDefinitelyNotAccepted = isAboutMessage || code === 'EAUTH' || code === 'EDNS' || syscall === 'connect';
  if (isDefinitelyNotAccepted)
    return new SystemError('MailUnavailable', `The mail server does not take messages now (${reply}).`, false);
  return new Error(`The mail server did not confirm the message (${reply}).`);
}

import { SystemError, UnknownOutcomeError } from '../system-error';

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  syscall?: string;
}

/**
 * Classifies an SMTP error. Omits the server's reply text, which often contains the address.
 * @returns SystemError `MailRejected` (permanent), SystemError `MailUnavailable` (certainly not accepted, retryable),
 *   UnknownOutcomeError `MailUnconfirmed`, or the AbortError itself.
 */
export function toMailError(error: unknown): Error {
  const { name, code = 'unknown', responseCode, syscall } = error as SmtpError;
  if (name === 'AbortError') return error as Error;
  const reply = responseCode === undefined ? code : `${code} ${responseCode}`;
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (isAboutMessage && (responseCode === undefined || responseCode >= 500))
    return new SystemError('MailRejected', { reply });
  const isDefinitelyNotAccepted = isAboutMessage || code === 'EAUTH' || code === 'EDNS' || syscall === 'connect';
  if (isDefinitelyNotAccepted) return new SystemError('MailUnavailable', { reply }, false);
  return new UnknownOutcomeError('MailUnconfirmed', { reply });
}

import type { EmailKind } from '../../domain/email-kinds';
import type { Locale } from '../../domain/locale';
import type { Person } from '../../domain/request';

export interface EmailMessage {
  /** Determines the Message-ID: messages with the same key are the same message. */
  key: string;
  /** Sent as the header `X-Firstday-Notification`. */
  kind: EmailKind;
  /** Language of subject and text. */
  locale: Locale;
  to: Person[];
  subject: string;
  text: string;
  /** `content` is an iCalendar object. */
  invitation?: { method: 'REQUEST' | 'CANCEL'; content: string };
}

/** SMTP cannot guarantee exactly-once delivery; a stable Message-ID lets the receiver detect a repetition. */
export interface Mailer {
  /**
   * Resolves once the mail server has accepted the message.
   * @throws SystemError `MailRejected` when the server rejects the message permanently.
   */
  send(message: EmailMessage, signal?: AbortSignal): Promise<{ messageId: string }>;
}

/** Mailer of activities, which have neither the people's settings nor the key of signed links. */
export interface ActivityMailer extends Mailer {
  /** Returns the person's own language, else the company's. */
  getLanguage(email: string): Promise<Locale>;
  /** Returns the URL of the new hire's own page, for this private address. */
  getNewHirePageUrl(onboardingId: string, personalEmail: string): Promise<string>;
}

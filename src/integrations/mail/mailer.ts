import type { Person } from '../../domain/request';

export interface EmailMessage {
  /** Becomes the Message-ID: the same key is the same message, however often it is sent. */
  key: string;
  to: Person[];
  subject: string;
  text: string;
  /** The onboarding to whose new hire it goes: the mailer adds the link to their own page, for which no activity has the key. */
  newHireOnboardingId?: string;
  /** An iCalendar object, and what the mail program is to do with it. */
  invitation?: { method: 'REQUEST' | 'CANCEL'; content: string };
}

/** Where mail goes out. SMTP cannot promise once; the same Message-ID lets the receiver see a repetition. */
export interface Mailer {
  /**
   * Hands the message to the mail server; resolves once it was accepted.
   * @throws SystemError `MailRejected` where the server refuses for good.
   */
  send(message: EmailMessage, signal?: AbortSignal): Promise<{ messageId: string }>;
}

import type { Person } from '../../domain/request';

export interface EmailMessage {
  /** Determines the Message-ID: messages with the same key are the same message. */
  key: string;
  to: Person[];
  subject: string;
  text: string;
  /** Set if addressed to the new hire: the mailer appends the personal page link, for which activities lack the key. */
  newHireOnboardingId?: string;
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

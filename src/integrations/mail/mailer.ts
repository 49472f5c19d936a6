import type { EmailKind } from '../../domain/email-kinds';
import type { Locale } from '../../domain/locale';
import type { Person } from '../../domain/request';

/** One paragraph, whose lines that begin with `  ` or `- ` are a list; a table of facts; or Markdown. */
export type EmailBlock =
  string | { facts: readonly (readonly [label: string, value: string])[] } | { markdown: string };

export interface EmailLink {
  label: string;
  url: string;
}

/** A mail before its layout: greeting, name, logo and signature of the company are added when it is sent. */
export interface EmailMessage {
  /** Determines the Message-ID: messages with the same key are the same message. */
  key: string;
  /** Sent as the header `X-Firstday-Notification`. */
  kind: EmailKind;
  /** Language of subject and body. */
  locale: Locale;
  to: Person[];
  /** Also the heading. */
  subject: string;
  /** Empty ones are left out. */
  blocks: readonly (EmailBlock | undefined)[];
  /** The one thing that the reader is to do, as a button. */
  action?: EmailLink;
  /** A further link, below the button. */
  link?: EmailLink;
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
  /** Returns the URL of the onboarding's page, behind the sign-in. */
  getOnboardingUrl(onboardingId: string): string;
}

/** A mail as it is sent. */
export type RenderedEmail = Omit<EmailMessage, 'blocks' | 'action' | 'link'> & {
  /** Name of the sender, unless the sender’s address comes with one. */
  senderName: string;
  text: string;
  html: string;
  /** Image that `html` shows as `cid:logo`. */
  logo?: { mediaType: string; content: Buffer };
};

export interface MailTransport {
  /** @throws as `Mailer.send` does */
  send(email: RenderedEmail, signal?: AbortSignal): Promise<{ messageId: string }>;
}

/** Content-ID of the logo. */
export const LOGO_ID = 'logo';

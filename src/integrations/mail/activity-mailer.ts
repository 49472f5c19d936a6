import type { Database } from '../../database/client';
import { findReaderLanguages } from '../../database/people';
import type { Locale } from '../../domain/locale';
import type { ActivityMailer, Mailer } from './mailer';

export interface ActivityMailerDeps {
  mailer: Mailer;
  companyLanguage: Locale;
  getNewHirePageUrl: ActivityMailer['getNewHirePageUrl'];
}

export const createActivityMailer = (
  database: Database,
  { mailer, companyLanguage, getNewHirePageUrl }: ActivityMailerDeps,
): ActivityMailer => ({
  send: (message, signal) => mailer.send(message, signal),
  getLanguage: async (email) => (await findReaderLanguages(database, [email], companyLanguage))(email),
  getNewHirePageUrl,
});

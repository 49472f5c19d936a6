import type { Database } from '../../database/client';
import { findReaderLanguages } from '../../database/people';
import type { ActivityMailer, Mailer } from './mailer';

export interface ActivityMailerDeps extends Pick<ActivityMailer, 'getNewHirePageUrl' | 'getOnboardingUrl'> {
  mailer: Mailer;
}

export const createActivityMailer = (database: Database, { mailer, ...urls }: ActivityMailerDeps): ActivityMailer => ({
  send: (message, signal) => mailer.send(message, signal),
  getLanguage: async (email) => (await findReaderLanguages(database, [email]))(email),
  ...urls,
});

import { createEmbeddedSystems } from '../../src/integrations/embedded-systems';
import type { Mailer } from '../../src/integrations/mail/mailer';

/** Systems of a company that writes English. */
export const createTestSystems = (mailer: Mailer) =>
  createEmbeddedSystems({
    mailer,
    companyLanguage: 'en',
    getNewHirePageUrl: (id) => Promise.resolve(`https://firstday.example.com/hire/${id}`),
  });

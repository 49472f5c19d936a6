import { createEmbeddedSystems } from '../../src/integrations/embedded-systems';
import { buildOnboardingUrl, encodeUuid } from '../../src/lib/short-links';
import type { Mailer } from '../../src/integrations/mail/mailer';

export const createTestSystems = (mailer: Mailer) =>
  createEmbeddedSystems({
    mailer,
    getNewHirePageUrl: (id) => Promise.resolve(`https://firstday.example.com/hire/${encodeUuid(id)}`),
    getOnboardingUrl: (id) => buildOnboardingUrl('https://firstday.example.com', id),
  });

import { z } from 'zod';
import { type Access, accountSchema } from './access';
import { chooseGoods } from './choose-goods';
import type { OnboardingRequest } from './request';

/** Granted access in codes alone: the audit log holds no personal data. */
export const accessSummarySchema = z.object({
  profiles: z.array(z.string()),
  accounts: z.array(accountSchema.omit({ title: true, licenceTitle: true })),
  equipment: z.array(z.string()),
  trainings: z.array(z.string()),
});

export const summarizeAccess = (
  access: Access,
  request: Pick<OnboardingRequest, 'equipment' | 'trainings'>,
): z.output<typeof accessSummarySchema> => ({
  profiles: access.profiles.map(({ code }) => code),
  accounts: access.accounts.map(({ system, groups, licence }) => ({ system, groups, licence })),
  ...chooseGoods(request, access),
});

import type { z } from 'zod';
import { type Actor, NOBODY, type RouteName } from '../api/http/access';
import type { Door, Given } from '../api/http/internal-client';
import { FirstdayError } from '../lib/errors';
import type { receiptSchema } from '../application/receipt';
import type { previewSchema } from '../api/resources/onboardings/preview-schema';
import type {
  changePreviewSchema,
  changeSchema,
  countsSchema,
  decisionSchema,
  listSchema,
  viewSchema,
} from '../api/resources/onboardings/schema';
import type { holdingsSchema } from '../api/resources/onboardings/holdings';
import type { Report } from '../api/resources/reports/schema';
import type { peopleSchema, personSchema } from '../api/resources/people/schema';
import type { cohortReceipt, cohortSchema, cohortsSchema } from '../api/resources/cohorts/schema';
import type { absencesSchema, declaredSchema } from '../api/resources/people/absence-schema';
import type { auditSchema } from '../api/resources/audit/schema';
import type { importedSchema, itemSchema, itemsSchema, modelsSchema } from '../api/resources/inventory/schema';
import type { locationsSchema, planSchema, plansSchema } from '../api/resources/plans/schema';
import type { tasksSchema } from '../api/resources/tasks/schema';
import type { createdTokenSchema, tokensSchema } from '../api/resources/tokens/schema';
import type {
  createdWebhookSchema,
  deliveriesSchema,
  deliverySchema,
  webhookSchema,
  webhooksSchema,
} from '../api/resources/webhooks/schema';
import type { coursesSchema, sessionSchema, sessionsSchema } from '../api/resources/trainings/schema';
import type { Locale } from './i18n/locale';
import { withTitlesIn } from './i18n/plan-titles';
import { refusalIn } from './i18n/errors';

type Decision = z.output<typeof decisionSchema>;
type Change = z.output<typeof changeSchema>;

/** What the API answers where all is well: the types of its own schemas. A page that asks for more adds its line here. */
export interface Answers {
  'GET /onboardings': z.output<typeof listSchema>;
  'GET /onboardings/counts': z.output<typeof countsSchema>;
  'POST /onboardings': z.output<typeof receiptSchema>;
  'POST /onboardings/preview': z.output<typeof previewSchema>;
  'GET /onboardings/{id}': z.output<typeof viewSchema>;
  'GET /onboardings/{id}/holdings': z.output<typeof holdingsSchema>;
  'POST /onboardings/{id}/steps/{step}/approve': Decision;
  'POST /onboardings/{id}/steps/{step}/decline': Decision;
  'POST /onboardings/{id}/steps/{step}/delegate': Decision;
  'POST /onboardings/{id}/steps/{step}/complete': Decision;
  'POST /onboardings/{id}/steps/{step}/retry': Decision;
  'POST /onboardings/{id}/steps/{step}/skip': Decision;
  'POST /onboardings/{id}/steps/{step}/accept': Decision;
  'POST /onboardings/{id}/cancel': Decision;
  'POST /onboardings/{id}/rollback': Decision;
  'POST /onboardings/{id}/reschedule': Change;
  'POST /onboardings/{id}/reschedule/preview': z.output<typeof changePreviewSchema>;
  'PATCH /onboardings/{id}': Change;
  'GET /tasks': z.output<typeof tasksSchema>;
  'GET /plans': z.output<typeof plansSchema>;
  'GET /plans/{name}': z.output<typeof planSchema>;
  'GET /reports': Report;
  'GET /reports.csv': string;
  'GET /people/{email}/absences': z.output<typeof absencesSchema>;
  'POST /people/{email}/absences': z.output<typeof declaredSchema>;
  'DELETE /people/{email}/absences/{id}': undefined;
  'GET /people': z.output<typeof peopleSchema>;
  'GET /locations': z.output<typeof locationsSchema>;
  'GET /inventory/models': z.output<typeof modelsSchema>;
  'GET /trainings/courses': z.output<typeof coursesSchema>;
  'POST /cohorts': z.output<typeof cohortReceipt>;
  'GET /cohorts': z.output<typeof cohortsSchema>;
  'GET /cohorts/template': string;
  'GET /cohorts/{id}': z.output<typeof cohortSchema>;
  'POST /cohorts/{id}/cancel': z.output<typeof cohortSchema>;
  'POST /cohorts/{id}/resume': z.output<typeof cohortSchema>;
  'GET /inventory': z.output<typeof itemsSchema>;
  'POST /inventory': z.output<typeof itemSchema>;
  'POST /inventory/import': z.output<typeof importedSchema>;
  'POST /inventory/{tag}/retire': z.output<typeof itemSchema>;
  'POST /inventory/{tag}/restore': z.output<typeof itemSchema>;
  'POST /people': z.output<typeof personSchema>;
  'PUT /people/{email}': z.output<typeof personSchema>;
  'GET /tokens': z.output<typeof tokensSchema>;
  'POST /tokens': z.output<typeof createdTokenSchema>;
  'DELETE /tokens/{id}': undefined;
  'GET /trainings': z.output<typeof sessionsSchema>;
  'POST /trainings': z.output<typeof sessionSchema>;
  'GET /audit': z.output<typeof auditSchema>;
  'GET /webhooks': z.output<typeof webhooksSchema>;
  'POST /webhooks': z.output<typeof createdWebhookSchema>;
  'PATCH /webhooks/{id}': z.output<typeof webhookSchema>;
  'DELETE /webhooks/{id}': undefined;
  'POST /webhooks/{id}/test': z.output<typeof deliverySchema>;
  'GET /webhooks/{id}/deliveries': z.output<typeof deliveriesSchema>;
  'POST /webhooks/{id}/deliveries/{delivery}/repeat': z.output<typeof deliverySchema>;
}

/** The API as the person who is signed in, with titles in the reader's language. @throws FirstdayError as the API would answer it, in the reader's language */
export type Ask = <On extends keyof Answers & RouteName>(on: On, given?: Given) => Promise<Answers[On]>;

/** Whoever holds a link about an onboarding: they may read what the link is about, and nothing else is asked as them. */
export const holderOfLink = (tokenId: string): Actor => ({ ...NOBODY, roles: ['hr'], tokenId });

/** The types are those of the schemas by which the API documents its answers; a test holds its answers to them. */
export const askThrough =
  (door: Door, locale: Locale): Ask =>
  async <On extends keyof Answers & RouteName>(on: On, given?: Given) => {
    try {
      return withTitlesIn(locale, (await door(on, given)).body as Answers[On]);
    } catch (error) {
      throw error instanceof FirstdayError ? refusalIn(locale, error) : error;
    }
  };

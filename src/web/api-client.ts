import type { z } from 'zod';
import { type AuthenticatedPrincipal, ANONYMOUS, type RouteName } from '../api/http/route-access';
import type { RouteCaller, RouteCallInput } from '../api/http/internal-client';
import type { receiptSchema } from '../application/receipt';
import type { previewSchema } from '../api/resources/onboardings/preview-schema';
import type { accessResponseSchema } from '../api/resources/onboardings/view-schema';
import type {
  planChangePreviewSchema,
  planChangeSchema,
  onboardingCountsSchema,
  actionResultSchema,
  onboardingsSchema,
  onboardingSchema,
} from '../api/resources/onboardings/schema';
import type {
  companyPreviewSchema,
  companySchema,
  daysOffSchema,
  savedCompanySchema,
  versionSchema,
  versionsSchema,
} from '../api/resources/company/schema';
import type { removedSampleSchema, sampleSchema, setupSchema } from '../api/resources/company/setup-schema';
import type { holdingsSchema } from '../api/resources/onboardings/holdings';
import type { Report } from '../api/resources/reports/schema';
import type { peopleSchema, companyPersonSchema } from '../api/resources/people/schema';
import type {
  cohortPreviewSchema,
  cohortReceiptSchema,
  cohortSchema,
  cohortsSchema,
} from '../api/resources/cohorts/schema';
import type { personDetailsSchema, sessionsSchema } from '../api/resources/people/account-schema';
import type {
  importPreviewSchema as peopleImportPreviewSchema,
  importResultSchema as peopleImportResultSchema,
} from '../api/resources/people/import-schema';
import type { replacementSchema } from '../api/resources/people/replacement-schema';
import type { absencesSchema, createdAbsenceSchema } from '../api/resources/people/absence-schema';
import type { auditLogSchema } from '../api/resources/audit/schema';
import type { importResultSchema, itemSchema, itemsSchema, modelsSchema } from '../api/resources/inventory/schema';
import type {
  departmentsSchema,
  locationsSchema,
  planSchema,
  plansSchema,
  systemsSchema,
} from '../api/resources/plans/schema';
import type { securityEventsSchema } from '../api/resources/security/schema';
import type { tasksSchema } from '../api/resources/tasks/schema';
import type { createdTokenSchema, tokensSchema } from '../api/resources/tokens/schema';
import type {
  createdWebhookSchema,
  deliveriesSchema,
  deliverySchema,
  webhookSchema,
  webhooksSchema,
} from '../api/resources/webhooks/schema';
import type {
  coursesSchema,
  sessionChangeResultSchema,
  trainingSessionSchema,
  trainingSessionsSchema,
} from '../api/resources/trainings/schema';

type DecisionResponse = z.output<typeof actionResultSchema>;
type ChangeResponse = z.output<typeof planChangeSchema>;

/** Success bodies by route, typed by the API schemas. Add a line for every further route that a page calls. */
export interface ApiResponseBodies {
  'GET /onboardings': z.output<typeof onboardingsSchema>;
  'GET /onboardings/counts': z.output<typeof onboardingCountsSchema>;
  'POST /onboardings': z.output<typeof receiptSchema>;
  'POST /onboardings/preview': z.output<typeof previewSchema>;
  'GET /onboardings/{id}': z.output<typeof onboardingSchema>;
  'GET /onboardings/{id}/holdings': z.output<typeof holdingsSchema>;
  'POST /onboardings/{id}/steps/{step}/approve': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/decline': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/delegate': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/remind': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/complete': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/retry': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/done': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/skip': DecisionResponse;
  'POST /onboardings/{id}/steps/{step}/accept': DecisionResponse;
  'POST /onboardings/{id}/cancel': DecisionResponse;
  'POST /onboardings/{id}/rollback': DecisionResponse;
  'POST /onboardings/{id}/reschedule': ChangeResponse;
  'POST /onboardings/{id}/reschedule/preview': z.output<typeof planChangePreviewSchema>;
  'POST /onboardings/{id}/amend/preview': z.output<typeof planChangePreviewSchema>;
  'PATCH /onboardings/{id}': ChangeResponse;
  'GET /tasks': z.output<typeof tasksSchema>;
  'GET /plans': z.output<typeof plansSchema>;
  'GET /plans/{name}': z.output<typeof planSchema>;
  'GET /reports': Report;
  'GET /reports.csv': string;
  'GET /people/{email}/absences': z.output<typeof absencesSchema>;
  'POST /people/{email}/absences': z.output<typeof createdAbsenceSchema>;
  'DELETE /people/{email}/absences/{id}': undefined;
  'GET /people/{email}': z.output<typeof personDetailsSchema>;
  'POST /people/{email}/replace': z.output<typeof replacementSchema>;
  'POST /people/{email}/suspend': z.output<typeof personDetailsSchema>;
  'POST /people/{email}/reactivate': z.output<typeof personDetailsSchema>;
  'POST /people/{email}/remove': z.output<typeof personDetailsSchema>;
  'GET /people/{email}/sessions': z.output<typeof sessionsSchema>;
  'DELETE /people/{email}/sessions': undefined;
  'DELETE /people/{email}/sessions/{id}': undefined;
  'GET /people': z.output<typeof peopleSchema>;
  'GET /locations': z.output<typeof locationsSchema>;
  'GET /departments': z.output<typeof departmentsSchema>;
  'GET /systems': z.output<typeof systemsSchema>;
  'GET /company': z.output<typeof companySchema>;
  'PUT /company': z.output<typeof savedCompanySchema>;
  'POST /company/preview': z.output<typeof companyPreviewSchema>;
  'GET /company/versions': z.output<typeof versionsSchema>;
  'GET /company/versions/{version}': z.output<typeof versionSchema>;
  'POST /company/days-off': z.output<typeof daysOffSchema>;
  'GET /company/access': z.output<typeof accessResponseSchema>;
  'GET /company/setup': z.output<typeof setupSchema>;
  'GET /company/sample': z.output<typeof sampleSchema>;
  'POST /company/remove-sample': z.output<typeof removedSampleSchema>;
  'GET /inventory/models': z.output<typeof modelsSchema>;
  'GET /trainings/courses': z.output<typeof coursesSchema>;
  'POST /cohorts': z.output<typeof cohortReceiptSchema>;
  'POST /cohorts/preview': z.output<typeof cohortPreviewSchema>;
  'GET /cohorts': z.output<typeof cohortsSchema>;
  'GET /cohorts/template': string;
  'GET /cohorts/{id}': z.output<typeof cohortSchema>;
  'POST /cohorts/{id}/cancel': z.output<typeof cohortSchema>;
  'POST /cohorts/{id}/resume': z.output<typeof cohortSchema>;
  'GET /inventory': z.output<typeof itemsSchema>;
  'POST /inventory': z.output<typeof itemSchema>;
  'POST /inventory/import': z.output<typeof importResultSchema>;
  'POST /inventory/{tag}/retire': z.output<typeof itemSchema>;
  'POST /inventory/{tag}/restore': z.output<typeof itemSchema>;
  'POST /people': z.output<typeof companyPersonSchema>;
  'POST /people/import': z.output<typeof peopleImportResultSchema>;
  'POST /people/import/preview': z.output<typeof peopleImportPreviewSchema>;
  'PUT /people/{email}': z.output<typeof companyPersonSchema>;
  'PATCH /people/{email}': z.output<typeof companyPersonSchema>;
  'GET /tokens': z.output<typeof tokensSchema>;
  'POST /tokens': z.output<typeof createdTokenSchema>;
  'DELETE /tokens/{id}': undefined;
  'GET /trainings': z.output<typeof trainingSessionsSchema>;
  'POST /trainings': z.output<typeof trainingSessionSchema>;
  'GET /trainings/{id}': z.output<typeof trainingSessionSchema>;
  'PATCH /trainings/{id}': z.output<typeof sessionChangeResultSchema>;
  'POST /trainings/{id}/cancel': z.output<typeof sessionChangeResultSchema>;
  'GET /security-events': z.output<typeof securityEventsSchema>;
  'GET /audit': z.output<typeof auditLogSchema>;
  'GET /webhooks': z.output<typeof webhooksSchema>;
  'GET /webhooks/{id}': z.output<typeof webhookSchema>;
  'POST /webhooks': z.output<typeof createdWebhookSchema>;
  'PATCH /webhooks/{id}': z.output<typeof webhookSchema>;
  'DELETE /webhooks/{id}': undefined;
  'POST /webhooks/{id}/test': z.output<typeof deliverySchema>;
  'GET /webhooks/{id}/deliveries': z.output<typeof deliveriesSchema>;
  'POST /webhooks/{id}/deliveries/{delivery}/repeat': z.output<typeof deliverySchema>;
}

/**
 * Calls the API as one principal, in the language of the page.
 * @throws FirstdayError as the API responds, to be worded in the language of the page
 */
export type ApiClient = <On extends keyof ApiResponseBodies & RouteName>(
  routeName: On,
  input?: RouteCallInput,
) => Promise<ApiResponseBodies[On]>;

/** Principal that reads the onboarding of a link. It has the `hr` role, so callers must use it for nothing else. */
export const createLinkPrincipal = (tokenId: string): AuthenticatedPrincipal => ({
  ...ANONYMOUS,
  roles: ['hr'],
  tokenId,
});

/** Casts bodies to the schema types without parsing; test/api/openapi.test.ts checks responses against the schemas. */
export const createApiClient =
  (internalClient: RouteCaller): ApiClient =>
  async <On extends keyof ApiResponseBodies & RouteName>(routeName: On, input?: RouteCallInput) =>
    (await internalClient(routeName, input)).body as ApiResponseBodies[On];

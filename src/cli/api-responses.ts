import type { z } from 'zod';
import type { cohortPreviewSchema, cohortReceiptSchema, cohortSchema } from '../api/resources/cohorts/schema';
import type {
  companyPreviewSchema,
  companySchema,
  savedCompanySchema,
  versionsSchema,
} from '../api/resources/company/schema';
import type { removedSampleSchema, setupSchema } from '../api/resources/company/setup-schema';
import type { holdingsSchema } from '../api/resources/onboardings/holdings';
import type { historySchema } from '../api/resources/onboardings/history-schema';
import type { previewSchema } from '../api/resources/onboardings/preview-schema';
import type {
  actionResultSchema,
  onboardingSchema,
  onboardingsSchema,
  planChangePreviewSchema,
  planChangeSchema,
} from '../api/resources/onboardings/schema';
import type { absencesSchema, createdAbsenceSchema } from '../api/resources/people/absence-schema';
import type { importPreviewSchema, importResultSchema } from '../api/resources/people/import-schema';
import type { peopleSchema } from '../api/resources/people/schema';
import type { planSchema, plansSchema } from '../api/resources/plans/schema';
import type { tasksSchema } from '../api/resources/tasks/schema';
import type { createdTokenSchema } from '../api/resources/tokens/schema';
import type { receiptSchema } from '../application/receipt';

// Types only: the command line does not load the schemas, and trusts the API to respond as they describe.

export type OnboardingReceipt = z.infer<typeof receiptSchema>;
export type OnboardingPage = z.infer<typeof onboardingsSchema>;
export type OnboardingResponse = z.infer<typeof onboardingSchema>;
export type StepResponse = OnboardingResponse['steps'][number];
export type TimelineEntryResponse = OnboardingResponse['timeline'][number];
/** Data of the event `status` of an onboarding’s event stream. */
export type StatusEvent = Pick<OnboardingResponse, 'status' | 'readiness' | 'closedAt'>;
/** Data of the event `attempts`: the steps that are tried again. */
export interface AttemptsEvent {
  steps: (Pick<StepResponse, 'id' | 'title'> & { failedAttempts: NonNullable<StepResponse['failedAttempts']> })[];
}

export type ActionResult = z.infer<typeof actionResultSchema>;
/** Result of a reschedule or an amendment. */
export type PlanChangeResponse = z.infer<typeof planChangeSchema>;
export type PlanChangePreview = z.infer<typeof planChangePreviewSchema>;
export type TaskList = z.infer<typeof tasksSchema>;

export type CompanyResponse = z.infer<typeof companySchema>;
export type CompanyPreviewResponse = z.infer<typeof companyPreviewSchema>;
export type SavedCompanyResponse = z.infer<typeof savedCompanySchema>;
export type SettingDifference = SavedCompanyResponse['differences'][number];
export type CompanyVersionPage = z.infer<typeof versionsSchema>;

export type SetupResponse = z.infer<typeof setupSchema>;
export type RemovedSample = z.infer<typeof removedSampleSchema>;

export type PlanList = z.infer<typeof plansSchema>;
export type PlanDescription = z.infer<typeof planSchema>;
export type PlanPreview = z.infer<typeof previewSchema>;

export type PeopleImportPreview = z.infer<typeof importPreviewSchema>;
export type PeopleImportResult = z.infer<typeof importResultSchema>;
export type PeoplePage = z.infer<typeof peopleSchema>;
export type AbsenceList = z.infer<typeof absencesSchema>;
export type CreatedAbsence = z.infer<typeof createdAbsenceSchema>;
export type CreatedToken = z.infer<typeof createdTokenSchema>;
export type Holdings = z.infer<typeof holdingsSchema>;
export type History = z.infer<typeof historySchema>;

export type CohortPreview = z.infer<typeof cohortPreviewSchema>;
export type CohortReceipt = z.infer<typeof cohortReceiptSchema>;
export type CohortResponse = z.infer<typeof cohortSchema>;

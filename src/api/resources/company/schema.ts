import { z } from 'zod';
import { companySettingsSchema } from '../../../company/settings';
import { EMPLOYMENT_TYPES } from '../../../domain/request';
import {
  codeSchema,
  emailSchema,
  instantSchema,
  isoDateSchema,
  multilineTextSchema,
  singleLineTextSchema,
} from '../../../domain/text/schemas';
import { fieldErrorSchema } from '../../http/field-error-schema';
import { createPageSchema, pageQueryFields } from '../../http/paging';
import { textSchema } from '../../http/text-schema';
import { accessResponseSchema } from '../onboardings/view-schema';

export const settingsBodySchema = companySettingsSchema.meta({ id: 'CompanySettings' });

export const companyBodySchema = z
  .strictObject({
    settings: companySettingsSchema,
    note: multilineTextSchema(500).optional().meta({ description: 'Reason of the change, for the history.' }),
  })
  .meta({ id: 'NewCompanyVersion' });

export const companyHeadersSchema = z.object({
  'If-Match': z.string().optional().meta({
    description: 'The `ETag` of the version that you have changed. A newer one is not overwritten: 412.',
    example: '"7"',
  }),
});

export const companyResponseHeadersSchema = z.object({ ETag: z.string().meta({ example: '"7"' }) });

export const companySchema = z
  .object({ version: z.int().meta({ description: '0 before the first version.' }), settings: z.looseObject({}) })
  .meta({ id: 'Company' });

export const differencesSchema = z
  .array(z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
  .meta({ description: 'In all languages. Without `before`, it was added; without `after`, removed.' });

export const savedCompanySchema = z
  .object({ version: z.int(), differences: differencesSchema })
  .meta({ id: 'SavedCompany' });

const costSchema = z.object({ amountCents: z.int(), currency: z.string() });

export const companyPreviewSchema = z
  .object({
    version: z.int().meta({ description: 'In force at present.' }),
    differences: differencesSchema,
    errors: z.array(fieldErrorSchema).meta({ description: 'Reasons for which it would be rejected.' }),
    example: z
      .object({
        request: z.looseObject({}),
        moved: z.array(
          z.object({
            step: z.string(),
            title: textSchema,
            before: instantSchema().optional(),
            after: instantSchema().optional(),
          }),
        ),
        costBefore: costSchema.optional(),
        costAfter: costSchema.optional(),
        accessBefore: accessResponseSchema.optional(),
        accessAfter: accessResponseSchema.optional(),
        errors: z.array(fieldErrorSchema),
      })
      .optional()
      .meta({ description: 'The newest request, as if it was submitted now. Open onboardings never change.' }),
  })
  .meta({ id: 'CompanyPreview' });

export const versionParamsSchema = z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) });

export const versionsQuerySchema = z.strictObject(pageQueryFields);

export const versionCursorSchema = z.strictObject({ version: z.int().min(1) });

const versionSummarySchema = z
  .object({ version: z.int(), note: z.string().optional(), createdBy: z.string(), createdAt: instantSchema() })
  .meta({ id: 'CompanyVersion' });

export const versionsSchema = createPageSchema(versionSummarySchema);

export const versionSchema = companySchema
  .extend({ differences: differencesSchema.meta({ description: 'From the version before.' }) })
  .meta({ id: 'CompanyVersionWithDifferences' });

export const daysOffSchema = z.object({ daysOff: z.array(z.looseObject({})) }).meta({ id: 'DaysOff' });

export const calendarBodySchema = z.strictObject({ text: z.string().max(1_000_000) });

const codeListSchema = z
  .string()
  .transform((text) => text.split(',').map((code) => code.trim()))
  .pipe(z.array(codeSchema()).min(1))
  .optional();

/** Fields of a request on which access depends. */
export const accessQuerySchema = z.strictObject({
  department: singleLineTextSchema(80).meta({ example: 'Sales' }),
  location: codeSchema().meta({ example: 'berlin' }),
  employmentType: z.enum(EMPLOYMENT_TYPES),
  title: singleLineTextSchema(120).optional().meta({ description: 'Job title.' }),
  remote: z.enum(['true', 'false']).optional().meta({ description: 'Default: `false`.' }),
  plan: codeSchema().optional(),
  manager: emailSchema().optional().meta({ description: 'E-mail address.' }),
  endDate: isoDateSchema().optional(),
  equipment: codeListSchema.meta({ description: 'Models that the request names, separated by commas.' }),
  trainings: codeListSchema.meta({ description: 'Courses that the request names, separated by commas.' }),
});

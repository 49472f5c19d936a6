import { z } from 'zod';
import { LOCALES } from '../../../domain/locale';
import { ACCOUNT_STATES, ROLES } from '../../../domain/status';
import { emailSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import { createPageSchema, pageQueryFields } from '../../http/paging';

export const peopleQuerySchema = z.strictObject({
  q: singleLineTextSchema(100).optional().meta({ description: 'Part of a name or an e-mail address.' }),
  role: z.enum(ROLES).optional(),
  state: z
    .enum(ACCOUNT_STATES)
    .optional()
    .meta({ description: 'Only accounts in this state. Default: all but the removed ones.' }),
  ...pageQueryFields,
});

export const personCursorSchema = emailSchema();
export const personParamsSchema = z.object({ email: emailSchema().meta({ example: 'grace@example.com' }) });

const rolesSchema = z
  .array(z.enum(ROLES))
  .max(ROLES.length)
  .default([])
  .meta({ description: 'Whom plans turn to for finance, IT and the like. Only an administrator changes them.' });

const languageSchema = z.enum(LOCALES);
const languageUpdateSchema = languageSchema
  .nullable()
  .meta({ description: 'Of pages and mails. `null`: the company’s language.' });

export const inviteSchema = z
  .boolean()
  .default(true)
  .meta({ description: 'Sends a mail with a link to sign in, once, to a person who has a role and none before.' });

const personFields = { name: singleLineTextSchema(200), roles: rolesSchema, managerEmail: emailSchema().optional() };

export const personPatchParamsSchema = z.object({
  email: z.union([z.literal('me'), emailSchema()]).meta({ description: 'An e-mail address, or `me`.', example: 'me' }),
});
export const personPatchSchema = z
  .strictObject({ language: languageUpdateSchema })
  .meta({ id: 'PersonPatch', example: { language: 'de' } });
export const personUpdateSchema = z
  .strictObject({
    ...personFields,
    language: languageUpdateSchema.optional().meta({
      description: 'Of pages and mails. `null`: the company’s language. Left out: the setting of the person stays.',
    }),
    invite: inviteSchema,
  })
  .meta({ id: 'PersonUpdate', example: { name: 'Grace Murray' } });
export const newPersonSchema = z
  .strictObject({
    email: emailSchema(),
    ...personFields,
    language: languageUpdateSchema.optional(),
    invite: inviteSchema,
  })
  .meta({ id: 'NewPerson', example: { email: 'grace@example.com', name: 'Grace Murray' } });
export const companyPersonSchema = z
  .object({
    email: z.string(),
    ...personFields,
    language: languageSchema.optional(),
    state: z.enum(ACCOUNT_STATES),
    sample: z.boolean(),
  })
  .meta({ id: 'CompanyPerson' });
export const peopleSchema = createPageSchema(companyPersonSchema);

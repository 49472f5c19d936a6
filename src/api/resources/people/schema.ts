import { z } from 'zod';
import { ROLES } from '../../../domain/status';
import { emailSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import { createPageSchema, pageQueryFields } from '../../http/paging';

export const peopleQuerySchema = z.strictObject({
  q: singleLineTextSchema(100).optional().meta({ description: 'Part of a name or an e-mail address.' }),
  role: z.enum(ROLES).optional(),
  ...pageQueryFields,
});

export const personCursorSchema = emailSchema();
export const personParamsSchema = z.object({ email: emailSchema().meta({ example: 'grace@example.com' }) });

const rolesSchema = z
  .array(z.enum(ROLES))
  .max(ROLES.length)
  .default([])
  .meta({ description: 'Whom plans turn to for finance, IT and the like. Only an administrator changes them.' });

const personFields = { name: singleLineTextSchema(200), roles: rolesSchema, managerEmail: emailSchema().optional() };

export const personUpdateSchema = z
  .strictObject(personFields)
  .meta({ id: 'PersonUpdate', example: { name: 'Grace Murray' } });
export const newPersonSchema = z
  .strictObject({ email: emailSchema(), ...personFields })
  .meta({ id: 'NewPerson', example: { email: 'grace@example.com', name: 'Grace Murray' } });
export const companyPersonSchema = z
  .object({ email: z.string(), ...personFields, sample: z.boolean() })
  .meta({ id: 'CompanyPerson' });
export const peopleSchema = createPageSchema(companyPersonSchema);

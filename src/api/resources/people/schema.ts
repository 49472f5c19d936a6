import { z } from 'zod';
import { ROLES } from '../../../domain/status';
import { email, line } from '../../../domain/text/schemas';
import { pageOf, pageQuery } from '../../http/paging';

export const peopleQuery = z.strictObject({
  q: line(100).optional().meta({ description: 'Part of a name or an e-mail address.' }),
  role: z.enum(ROLES).optional(),
  ...pageQuery,
});

export const placeSchema = email();
export const personParams = z.object({ email: email().meta({ example: 'grace@example.com' }) });

const roles = z
  .array(z.enum(ROLES))
  .max(ROLES.length)
  .default([])
  .meta({ description: 'Whom plans turn to for finance, IT and the like. Only an administrator changes them.' });

const known = { name: line(200), roles, managerEmail: email().optional() };

export const personBody = z.strictObject(known).meta({ id: 'PersonUpdate', example: { name: 'Grace Murray' } });
export const newPerson = z
  .strictObject({ email: email(), ...known })
  .meta({ id: 'NewPerson', example: { email: 'grace@example.com', name: 'Grace Murray' } });
export const personSchema = z
  .object({ email: z.string(), ...known, sample: z.boolean() })
  .meta({ id: 'CompanyPerson' });
export const peopleSchema = pageOf(personSchema);

import { z } from 'zod';
import { ROLES } from '../../../domain/status';
import { emailSchema, instantSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import { createPageSchema, pageQueryFields } from '../../http/paging';

const DEFAULT_LIFETIME_DAYS = 90;
const MAX_LIFETIME_DAYS = 366;

export const tokenParamsSchema = z.object({ id: z.uuid() });

export const newTokenSchema = z
  .strictObject({
    email: emailSchema(),
    roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length),
    name: singleLineTextSchema(200)
      .optional()
      .meta({ description: 'The person’s name. Default: as the company’s people have it.' }),
    expiresInDays: z.number().int().min(1).max(MAX_LIFETIME_DAYS).default(DEFAULT_LIFETIME_DAYS),
  })
  .meta({ id: 'NewToken', example: { email: 'hilda@example.com', roles: ['hr'], name: 'Hilda Conrad' } });

export const tokenSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    roles: z.array(z.enum(ROLES)),
    createdBy: z.string(),
    createdAt: instantSchema(),
    expiresAt: instantSchema().optional(),
    revokedAt: instantSchema().optional(),
  })
  .meta({ id: 'Token' });

export const createdTokenSchema = tokenSchema
  .extend({ token: z.string().meta({ description: 'Shown this once; only its hash is kept.' }) })
  .meta({ id: 'CreatedToken' });

export const tokensQuerySchema = z.strictObject(pageQueryFields);

export const tokensSchema = createPageSchema(tokenSchema);

import { z } from 'zod';
import type { CsvRow } from '../../http/csv/parse-csv';
import { fieldErrorSchema } from '../../http/field-error-schema';
import { newPersonSchema } from './schema';

export const MAX_IMPORT_PEOPLE = 2_000;

export const importedPersonSchema = newPersonSchema.omit({ invite: true });

/** Rows are validated one by one later, so that one invalid row does not hide the errors of the others. */
export const importBodySchema = z
  .strictObject({
    rows: z
      .array(z.unknown())
      .min(1)
      .meta({
        override: {
          type: 'array',
          items: {
            type: 'object',
            description: 'As the body of `POST /people`, without `invite`.',
          },
          maxItems: MAX_IMPORT_PEOPLE,
        },
        description: `One person each, at most ${String(MAX_IMPORT_PEOPLE)}; the first is row 1.`,
      }),
  })
  .transform(({ rows }): { rows: CsvRow[] } => ({ rows: rows.map((value, index) => ({ row: index + 1, value })) }));

export const importQuerySchema = z.strictObject({
  invite: z
    .enum(['true', 'false'])
    .default('true')
    .meta({ description: 'Sends a mail with a link to sign in to each person with a role.' }),
});

export const importResultSchema = z.object({ added: z.int(), invited: z.int() }).meta({ id: 'PeopleImportResult' });

export const importPreviewSchema = z
  .object({
    rows: z.object({ valid: z.int(), invalid: z.int() }),
    errors: z.array(fieldErrorSchema).meta({ description: 'What is wrong with the invalid rows.' }),
    withRole: z.int().meta({ description: 'How many of the valid rows have a role, and would be invited.' }),
  })
  .meta({ id: 'PeopleImportPreview' });

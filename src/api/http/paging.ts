import { z } from 'zod';
import { createFieldError } from '../../domain/field-errors/field-error';
import { instantSchema } from '../../domain/text/schemas';
import { createInvalidRequestError } from '../../lib/errors';

const MAX_PAGE_SIZE = 200;

/** Query parameters of every paged list. */
export const pageQueryFields = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
  cursor: z.string().min(1).max(500).optional().meta({ description: 'The `nextCursor` of the page before.' }),
};

/** Cursor of a list in the order of creation. */
export const creationCursorSchema = z.strictObject({ createdAt: instantSchema(), id: z.uuid() });

export const toCreationPosition = ({ created_at, id }: { created_at: Date; id: string }) => ({
  createdAt: created_at.toISOString(),
  id,
});

/** `nextCursor` is absent on the last page. */
export const createPageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

/**
 * Decodes and validates a cursor. It is only a position in the list: each query checks visibility by itself.
 * @throws FirstdayError `invalid-request`
 */
export function decodeCursor<Place extends z.ZodType>(
  cursor: string | undefined,
  schema: Place,
): z.infer<Place> | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(parseCursorJson(cursor));
  if (!parsed.success) throw createInvalidRequestError([createFieldError('cursor', 'format.cursor', {})]);
  return parsed.data;
}

function parseCursorJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** Expects up to `limit + 1` rows: the extra row only shows that there is a next page. */
export function buildPage<Row, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toCursorPosition: (row: Row) => unknown,
) {
  const pageRows = rows.slice(0, limit);
  const last = pageRows.at(-1);
  const nextCursor =
    rows.length > limit && last ? Buffer.from(JSON.stringify(toCursorPosition(last))).toString('base64url') : undefined;
  return { items: pageRows.map(toItem), nextCursor };
}

import { z } from 'zod';

/**
 * Derives the schema of a merge patch (RFC 7396): every field is optional, null removes an optional field, and objects
 * are patched field by field. Constraints between fields must be checked on the patched value.
 */
export const createMergePatchSchema = ({ shape }: z.ZodObject): z.ZodObject =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([name, field]) => [name, toPatchFieldSchema(field as z.ZodType).optional()]),
    ),
  );

function toPatchFieldSchema(field: z.ZodType): z.ZodType {
  if (field instanceof z.ZodOptional) return toPatchFieldSchema(field.unwrap() as z.ZodType).nullable();
  return field instanceof z.ZodObject ? createMergePatchSchema(field) : field;
}

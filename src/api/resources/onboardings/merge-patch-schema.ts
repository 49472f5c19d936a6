import { z } from 'zod';

/**
 * The merge patches (RFC 7396) of what this schema describes: every field may be left out, null removes a field that may
 * be missing, and objects are patched field by field. What fields must be together is for the patched whole to show.
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

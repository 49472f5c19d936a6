import { z } from 'zod';
import { multilineTextSchema, singleLineTextSchema } from '../domain/text/schemas';

const oneOrEveryLanguage = <Schema extends z.ZodType<string>>(schema: Schema) =>
  z.union([schema, z.strictObject({ en: schema, de: schema })]);

/** One text, or one for each language. */
export const companyTextSchema = (max: number) => oneOrEveryLanguage(singleLineTextSchema(max));

/** As `companyTextSchema`, with line breaks. */
export const companyParagraphSchema = (max: number) => oneOrEveryLanguage(multilineTextSchema(max));

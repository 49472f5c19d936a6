import type { FieldErrorCode } from '../reasons/catalogue';
import type { ParamsOf } from '../reasons/reason';

/**
 * Options of a zod refinement, from which `parseInput` makes a field error:
 * `schema.refine(isTimeZone, failWith('format.time-zone', {}))`. `field` names a member of the refined object.
 */
export const failWith = <Code extends FieldErrorCode>(code: Code, params: ParamsOf<Code>, ...field: string[]) => ({
  path: field,
  params: { code, params },
});

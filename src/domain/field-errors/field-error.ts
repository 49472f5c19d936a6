import type { FieldErrorCode } from '../reasons/catalogue';
import type { ParamsOf, Reason } from '../reasons/reason';

/** Reason at a field, without words. */
export interface FieldError extends Reason {
  /** Row number, in a file of many. */
  row?: number;
  /** Dotted path in the body, such as `employee.personalEmail`, or a name in parentheses for the whole. */
  field: string;
}

export const createFieldError = <Code extends FieldErrorCode>(
  field: string,
  code: Code,
  params: ParamsOf<Code>,
): FieldError => ({ field, code, params });

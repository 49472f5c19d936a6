import type { ParamsOf, Reason } from '../reasons/reason';
import type { WARNINGS } from '../reasons/warnings';

type WarningCode = keyof typeof WARNINGS;

/** Statement without words about a request that is allowed but will probably go wrong. */
export interface Warning extends Reason {
  /** Row number, in a file of many; undefined for the file as a whole. */
  row?: number;
  /** Dotted path in the request. */
  field?: string;
}

export const createWarning = <Code extends WarningCode>(
  code: Code,
  params: ParamsOf<Code>,
  field?: string,
): Warning => ({ code, params, ...(field !== undefined && { field }) });

import type { REASONS, ReasonCode } from './catalogue';
import type { ParamTypes, Reason, ReasonParams } from './param-kinds';

export type { Reason, ReasonParam, ReasonParams } from './param-kinds';

type Kinds<Code extends ReasonCode> = (typeof REASONS)[Code];

/** Parameters of a code: those of the catalogue, or any for the code of a foreign activity or plan. */
export type ParamsOf<Code extends string> = Code extends ReasonCode
  ? {
      readonly [Name in keyof Kinds<Code>]: Kinds<Code>[Name] extends keyof ParamTypes
        ? ParamTypes[Kinds<Code>[Name]]
        : never;
    }
  : ReasonParams;

export const createReason = <Code extends ReasonCode>(code: Code, params: ParamsOf<Code>): Reason => ({
  code,
  params,
});

/** True for a reason in data from outside, such as the detail of a failure. */
export const isReason = (value: unknown): value is Reason => {
  const { code, params } = Object(value) as Partial<Record<keyof Reason, unknown>>;
  return typeof code === 'string' && typeof params === 'object' && params !== null;
};

/** Returns the code up to its first dot: the class of a rejection, the type of an error. */
export const getReasonClass = ({ code }: Pick<Reason, 'code'>): string => code.split('.', 1)[0] ?? code;

/** Formats a reason for logs and Temporal's UI, as `OutOfStock: model=laptop-14`. */
export function describeReason({ code, params }: Reason): string {
  const values = Object.entries(params).map(([name, value]) => `${name}=${describeParam(value)}`);
  return values.length === 0 ? code : `${code}: ${values.join(', ')}`;
}

function describeParam(value: ReasonParams[string]): string {
  if (typeof value !== 'object') return String(value);
  return 'code' in value ? `(${describeReason(value)})` : JSON.stringify(value);
}

import { describeReason, type ParamsOf, type Reason } from '../domain/reasons/reason';

/** Failed call to a system. `type` and `params` are shown to people in their language, so they hold no personal data. */
abstract class CallError<Type extends string> extends Error {
  constructor(
    readonly type: Type,
    readonly params: ParamsOf<Type>,
  ) {
    super(describeReason({ code: type, params }));
  }

  get reason(): Reason {
    return { code: this.type, params: this.params };
  }
}

/**
 * Definite failure of a call to a system: the call changed nothing, and nothing of it is still in progress.
 * `permanent` errors are not retried; others are, unless the activity lists their type as permanent.
 * A type that the catalogue (src/domain/reasons/failures.ts) does not have may carry its text in the parameter `message`.
 */
export class SystemError<Type extends string = string> extends CallError<Type> {
  override readonly name = 'SystemError';
  constructor(
    type: Type,
    params: ParamsOf<Type>,
    readonly permanent = true,
  ) {
    super(type, params);
  }
}

/** Call with an unknown outcome: it may have taken effect, and is retried. */
export class UnknownOutcomeError<Type extends string = string> extends CallError<Type> {
  override readonly name = 'UnknownOutcomeError';
}

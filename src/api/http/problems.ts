import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { isDatabaseUnavailable } from '../../database/is-database-unavailable';
import { type ErrorCode, ERRORS, FirstdayError } from '../../lib/errors';
import { describeError } from '../../lib/background-loop';
import { reasonSchema } from '../../domain/reasons/reason-schema';
import { createReason } from '../../domain/reasons/reason';
import type { Locale } from '../../i18n/locales';
import { wordProblem } from '../../i18n/word-problem';
import { detectAcceptedLocale } from './accepted-locale';
import type { ApiContext } from './context';
import { fieldErrorSchema } from './field-error-schema';

const MAX_LOGGED_FRAMES = 12;

/** RFC 9457 with our code and every invalid field. `retryable`: the same call may succeed later. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(Object.keys(ERRORS) as ErrorCode[]),
    retryable: z.boolean(),
    errors: z.array(fieldErrorSchema).optional(),
    reason: reasonSchema.optional().meta({ description: 'More precise than `code`; `detail` has its words.' }),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. `errors` names every invalid field; more members depend on `code`.' });

/** Responds to every error with a problem. Unexpected errors are logged, and their cause is not disclosed. */
export function respondWithProblem({
  logger,
  securityLog,
}: Pick<ApiContext, 'logger' | 'securityLog'>): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    if (response.headersSent) return void next(thrown);
    const error = toFirstdayError(thrown);
    if (error.code === 'internal') logUnexpectedError(logger, response, thrown);
    securityLog.recordRefusal(request, response, error.code);
    if (error.code === 'unauthorized') response.set('WWW-Authenticate', 'Bearer');
    const problem = buildProblem(error, String(response.locals.requestId), detectAcceptedLocale(request));
    response.status(ERRORS[error.code].status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

function buildProblem(error: FirstdayError, requestId: string, locale: Locale) {
  const { code, reason, extra } = error;
  const { status, retryable } = ERRORS[code];
  const { title, detail, errors } = wordProblem(error, locale);
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    code,
    retryable,
    errors: errors.length > 0 ? errors : undefined,
    reason,
    requestId,
    ...extra,
  };
}

export function logUnexpectedError(logger: Logger, response: Response, thrown: unknown): void {
  logger.error({ requestId: String(response.locals.requestId), ...toSafeLogFields(thrown) }, 'a call failed');
}

/** Recognises errors of body-parser and Express's router by their `type` or `status`. */
export function toFirstdayError(thrown: unknown): FirstdayError {
  if (thrown instanceof FirstdayError) return thrown;
  const { type, status } = Object(thrown) as { type?: unknown; status?: unknown };
  if (isDatabaseUnavailable(thrown)) return new FirstdayError('unavailable', createReason('unavailable.database', {}));
  if (thrown instanceof URIError) return new FirstdayError('not-found');
  if (type === 'entity.too.large') return new FirstdayError('body-too-large');
  if (status === 415) return new FirstdayError('unsupported-media-type');
  if (typeof status === 'number' && status >= 400 && status < 500) return new FirstdayError('bad-json');
  return new FirstdayError('internal');
}

/** Omits the message: it may hold personal data, as a database driver's does. */
function toSafeLogFields(thrown: unknown) {
  const { code, stack } = Object(thrown) as { code?: unknown; stack?: unknown };
  const frames = (typeof stack === 'string' ? stack : '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_LOGGED_FRAMES);
  return { error: describeError(thrown), code, frames };
}

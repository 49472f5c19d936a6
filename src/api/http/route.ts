import type { Request, Response } from 'express';
import { z } from 'zod';
import { logPlanFault } from './log-plan-fault';
import { validateInput } from './validate-input';
import { type ErrorCode, FirstdayError } from '../../lib/errors';
import type { Locale } from '../../i18n/locales';
import { pickTexts } from '../../i18n/pick-text';
import { detectAcceptedLocale } from './accepted-locale';
import type { AuthenticatedPrincipal, RouteName } from './route-access';
import type { ApiContext } from './context';

/** Arguments of a handler: validated input, the principal, and the API's dependencies. */
export interface ApiCall<Params = unknown, Query = unknown, Body = unknown> {
  params: Params;
  query: Query;
  body: Body;
  principal: AuthenticatedPrincipal;
  context: ApiContext;
  /** Language of the caller. */
  locale: Locale;
  /** `Idempotency-Key` header, not yet validated. */
  idempotencyKey?: string;
  /** `If-Match` header. */
  ifMatch?: string;
  request: Request;
  response: Response;
}

/**
 * Result of a handler, which returns undefined instead if it wrote the response itself. `defineRoute` picks its
 * localized texts in the language of the caller.
 */
export interface ApiResponse {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ResponseDoc {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  /** Defaults to `application/json`. */
  mediaType?: string;
  headers?: z.ZodObject;
}

/** Body of another media type than JSON, converted into the type of the validated JSON body. */
export interface NonJsonBody<Body = unknown> {
  mediaType: string;
  example: string;
  /** @throws FirstdayError `invalid-request` or `unsupported-media-type` */
  read: (bytes: Buffer, contentType: string) => Body;
}

interface RouteDescription {
  name: RouteName;
  tag: string;
  summary: string;
  description?: string;
  headers?: z.ZodObject;
  /** Size in the notation of body-parser; defaults to 1 MB. */
  bodyLimit?: string;
  responses: Record<number, ResponseDoc>;
  /** In addition to those common to routes of its kind. */
  problems?: readonly ErrorCode[];
}

interface RouteDefinition<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
> extends RouteDescription {
  params?: Params;
  query?: Query;
  body?: Body;
  nonJsonBody?: NonJsonBody<z.infer<Body>>;
  handle(call: ApiCall<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<ApiResponse | undefined>;
}

/** Route with its type parameters erased, for the router and the OpenAPI document. */
export interface Route extends RouteDescription {
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  nonJsonBody?: NonJsonBody;
  /** Takes params, query, body, idempotency key and language from the HTTP request. */
  handleRequest(
    call: Omit<ApiCall, 'params' | 'query' | 'body' | 'idempotencyKey' | 'ifMatch' | 'locale'>,
  ): Promise<ApiResponse | undefined>;
  validateAndHandle(call: ApiCall): Promise<ApiResponse | undefined>;
}

/** Defines a route once: its schemas type the handler, validate the input and document the API. */
export function defineRoute<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
>(definition: RouteDefinition<Params, Query, Body>): Route {
  const { params = emptyObjectSchema, query = emptyObjectSchema } = definition;
  // async: validation errors become rejections instead of synchronous throws.
  const validateAndHandle = async (call: ApiCall) => {
    const input = {
      params: validatePathParams(params, call.params) as z.infer<Params>,
      query: validateInput(query, call.query) as z.infer<Query>,
      body: parseBody(definition, call) as z.infer<Body>,
    };
    try {
      const response = await definition.handle({ ...call, ...input });
      return response && { ...response, body: pickTexts(response.body, call.locale) };
    } catch (error) {
      logPlanFault(call.context.logger, String(call.response.locals.requestId), error);
      throw error;
    }
  };
  return {
    ...definition,
    validateAndHandle,
    handleRequest: (call) => validateAndHandle({ ...call, ...readInput(call.request) }),
  };
}

/** Reads the input of a call from its HTTP request, not yet validated. */
const readInput = (
  request: Request,
): Pick<ApiCall, 'params' | 'query' | 'body' | 'idempotencyKey' | 'ifMatch' | 'locale'> => ({
  params: request.params,
  query: { ...request.query },
  body: request.body as unknown,
  idempotencyKey: request.get('Idempotency-Key'),
  ifMatch: request.get('If-Match'),
  locale: detectAcceptedLocale(request),
});

function parseBody({ body, nonJsonBody }: Pick<Route, 'body' | 'nonJsonBody'>, { request, body: rawBody }: ApiCall) {
  if (nonJsonBody && Buffer.isBuffer(rawBody)) return nonJsonBody.read(rawBody, request.get('content-type') ?? '');
  return body && validateInput(body, rawBody);
}

const emptyObjectSchema = z.strictObject({});

/** For calls without input other than their path. */
export const emptyBodySchema = emptyObjectSchema.prefault({});

/** An invalid path parameter names a resource that cannot exist: 404, not 400. */
function validatePathParams(schema: z.ZodObject, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new FirstdayError('not-found');
  return parsed.data;
}

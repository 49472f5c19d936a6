import type { Request, Response } from 'express';
import { z } from 'zod';
import { type ErrorCode, toFieldErrors, FirstdayError, describeZodIssue } from '../../lib/errors';
import type { AuthenticatedPrincipal, RouteName } from './route-access';
import type { ApiContext } from './context';

/** What a handler is called with: checked input, the caller, and what the API is composed of. */
export interface ApiCall<Params = unknown, Query = unknown, Body = unknown> {
  params: Params;
  query: Query;
  body: Body;
  actor: AuthenticatedPrincipal;
  context: ApiContext;
  /** What the caller says to be one and the same call. */
  idempotencyKey?: string;
  request: Request;
  response: Response;
}

/** What a handler gives back; nothing where it wrote the response itself. */
export interface ApiResponse {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** How one answer is documented. */
export interface ResponseDoc {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  /** Default `application/json`. */
  mediaType?: string;
  headers?: z.ZodObject;
}

/** A body of another media type than JSON, read into what a checked JSON body is. */
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
  /** As body-parser reads it; default 1 MB. */
  bodyLimit?: string;
  responses: Record<number, ResponseDoc>;
  /** Besides those that every route of its kind may give. */
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

/** A route as the application and the OpenAPI document read it. */
export interface Route extends RouteDescription {
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  nonJsonBody?: NonJsonBody;
  /** Answers a request over HTTP. */
  handleRequest(call: Omit<ApiCall, 'params' | 'query' | 'body' | 'idempotencyKey'>): Promise<ApiResponse | undefined>;
  /** Checks what was given, wherever it comes from, and handles it. */
  validateAndHandle(call: ApiCall): Promise<ApiResponse | undefined>;
}

/** Describes a route once: its schemas type the handler, check what arrives and become the documentation. */
export function defineRoute<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
>(definition: RouteDefinition<Params, Query, Body>): Route {
  const { params, query, body, nonJsonBody } = definition;
  const parseBody = (request: Request, given: unknown): unknown => {
    if (nonJsonBody && Buffer.isBuffer(given)) return nonJsonBody.read(given, request.get('content-type') ?? '');
    return body && validateInput(body, given);
  };
  // async, so that what the checks throw is a rejection like any other.
  const validateAndHandle = async (call: ApiCall) =>
    definition.handle({
      ...call,
      params: validatePathParams(params ?? emptyObjectSchema, call.params) as z.infer<Params>,
      query: validateInput(query ?? emptyObjectSchema, call.query) as z.infer<Query>,
      body: parseBody(call.request, call.body) as z.infer<Body>,
    });
  return {
    ...definition,
    validateAndHandle,
    handleRequest: (call) => {
      const { request } = call;
      const { params: given, query: rawQuery } = request;
      const idempotencyKey = request.get('Idempotency-Key');
      return validateAndHandle({
        ...call,
        params: given,
        query: { ...rawQuery },
        body: request.body as unknown,
        idempotencyKey,
      });
    },
  };
}

const emptyObjectSchema = z.strictObject({});

/** Of a call that has nothing to say besides its address. */
export const emptyBodySchema = emptyObjectSchema.prefault({});

/** An address that cannot exist is one where nothing is: 404, not 400. */
function validatePathParams(schema: z.ZodObject, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new FirstdayError('not-found');
  return parsed.data;
}

function validateInput(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value, { error: describeZodIssue });
  if (!parsed.success) throw new FirstdayError('invalid-request', undefined, toFieldErrors(parsed.error));
  return parsed.data;
}

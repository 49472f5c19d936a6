import type { Request, Response } from 'express';
import { z } from 'zod';
import { type ErrorCode, fieldErrors, FirstdayError, inWords } from '../../lib/errors';
import type { Actor, RouteName } from './access';
import type { ApiContext } from './context';

/** What a handler is called with: checked input, the caller, and what the API is composed of. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  params: Params;
  query: Query;
  body: Body;
  actor: Actor;
  context: ApiContext;
  /** What the caller says to be one and the same call. */
  idempotencyKey?: string;
  request: Request;
  response: Response;
}

/** What a handler gives back; nothing where it wrote the response itself. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** How one answer is documented. */
export interface AnswerDoc {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  /** Default `application/json`. */
  mediaType?: string;
  headers?: z.ZodObject;
}

/** A body of another media type than JSON, read into what a checked JSON body is. */
export interface OtherBody<Body = unknown> {
  mediaType: string;
  example: string;
  /** @throws FirstdayError `invalid-request` or `unsupported-media-type` */
  read: (bytes: Buffer, contentType: string) => Body;
}

interface Described {
  on: RouteName;
  tag: string;
  summary: string;
  description?: string;
  headers?: z.ZodObject;
  /** As body-parser reads it; default 1 MB. */
  bodyLimit?: string;
  answers: Record<number, AnswerDoc>;
  /** Besides those that every route of its kind may give. */
  problems?: readonly ErrorCode[];
}

interface Definition<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> extends Described {
  params?: Params;
  query?: Query;
  body?: Body;
  otherBody?: OtherBody<z.infer<Body>>;
  handle(call: Call<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<Answer | undefined>;
}

/** A route as the application and the OpenAPI document read it. */
export interface Route extends Described {
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  otherBody?: OtherBody;
  /** Answers a request over HTTP. */
  respond(call: Omit<Call, 'params' | 'query' | 'body' | 'idempotencyKey'>): Promise<Answer | undefined>;
  /** Checks what was given, wherever it comes from, and handles it. */
  handleUnchecked(call: Call): Promise<Answer | undefined>;
}

/** Describes a route once: its schemas type the handler, check what arrives and become the documentation. */
export function route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
>(definition: Definition<Params, Query, Body>): Route {
  const { params, query, body, otherBody } = definition;
  const bodyOf = (request: Request, given: unknown): unknown => {
    if (otherBody && Buffer.isBuffer(given)) return otherBody.read(given, request.get('content-type') ?? '');
    return body && checked(body, given);
  };
  // async, so that what the checks throw is a rejection like any other.
  const handleUnchecked = async (call: Call) =>
    definition.handle({
      ...call,
      params: checkedPath(params ?? NOTHING, call.params) as z.infer<Params>,
      query: checked(query ?? NOTHING, call.query) as z.infer<Query>,
      body: bodyOf(call.request, call.body) as z.infer<Body>,
    });
  return {
    ...definition,
    handleUnchecked,
    respond: (call) => {
      const { request } = call;
      const { params: given, query: asked } = request;
      const idempotencyKey = request.get('Idempotency-Key');
      return handleUnchecked({
        ...call,
        params: given,
        query: { ...asked },
        body: request.body as unknown,
        idempotencyKey,
      });
    },
  };
}

const NOTHING = z.strictObject({});

/** Of a call that has nothing to say besides its address. */
export const noBody = NOTHING.prefault({});

/** An address that cannot exist is one where nothing is: 404, not 400. */
function checkedPath(schema: z.ZodObject, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new FirstdayError('not-found');
  return parsed.data;
}

function checked(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value, { error: inWords });
  if (!parsed.success) throw new FirstdayError('invalid-request', undefined, fieldErrors(parsed.error));
  return parsed.data;
}

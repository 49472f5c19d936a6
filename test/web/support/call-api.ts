import type { EmbeddedPlatform } from './embedded-platform';

interface Options {
  body?: object;
  /** Without it, the administrator's. */
  token?: string;
}

/** The platform's API, asked by somebody who uses no page. @throws Error where it refuses */
export async function callApi(
  { url, adminToken }: Pick<EmbeddedPlatform, 'url' | 'adminToken'>,
  method: 'GET' | 'POST',
  path: string,
  { body, token = adminToken }: Options = {},
): Promise<Record<string, unknown>> {
  const headers = { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) };
  const response = await fetch(`${url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

import type { EmbeddedPlatform } from './embedded-platform';

interface Options {
  body?: object;
  /** Default: the administrator's token. */
  token?: string;
}

/** @throws Error on any status outside 2xx. */
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

import type { Locale } from '../i18n/locales';
import { CliError, EXIT } from './exit';
import { getErrorMessage } from './get-error-message';
import { type Problem, ProblemError } from './problem';

const API_PREFIX = '/api/v1';
/** Exceeds the API's own wait for a worker (`ANSWER_SECONDS`, at most 60). */
const TIMEOUT_MS = 90_000;
/** The API validates every row of an uploaded file before it responds. */
const UPLOAD_TIMEOUT_MS = 300_000;

export interface ApiResponse<Body> {
  /** 202: recorded, but not yet confirmed. */
  status: number;
  body: Body;
}

export type QueryParams = Record<string, string | undefined>;

export interface ApiClientOptions {
  url: string;
  token: string | undefined;
  /** Language of the messages in the responses. */
  locale: Locale;
  signal: AbortSignal;
}

/** HTTP client of the Firstday API. Response types are trusted, not validated. */
export class ApiClient {
  constructor(private readonly options: ApiClientOptions) {}

  /**
   * @throws ProblemError if the API responds with an error
   * @throws CliError `unreachable` if there is no response, `unexpected` if the response is not JSON
   */
  async get<Body>(path: string, query: QueryParams = {}): Promise<Body> {
    return (await this.requestJson<Body>('GET', appendQuery(path, query))).body;
  }

  /** Throws as `get`. */
  async post<Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ApiResponse<Body>> {
    return this.requestJson<Body>('POST', path, body, headers);
  }

  /** Sends the file unchanged. Throws as `get`. */
  async upload<Body>(path: string, file: Buffer, headers: Record<string, string>): Promise<ApiResponse<Body>> {
    const signal = AbortSignal.any([this.options.signal, AbortSignal.timeout(UPLOAD_TIMEOUT_MS)]);
    const response = await this.send(path, { method: 'POST', headers, body: new Uint8Array(file) }, signal);
    return { status: response.status, body: (await parseJsonBody(response)) as Body };
  }

  /** Throws as `get`. */
  async getText(path: string, query: QueryParams): Promise<string> {
    const response = await this.send(appendQuery(path, query), {}, this.options.signal);
    // Not `text()`, which strips the byte order mark by which spreadsheets recognise UTF-8.
    return Buffer.from(await response.arrayBuffer()).toString();
  }

  /** Throws as `get`. */
  async put<Body>(path: string, body: unknown, headers: Record<string, string>): Promise<ApiResponse<Body>> {
    return this.requestJson<Body>('PUT', path, body, headers);
  }

  /** Sends a JSON merge patch. Throws as `get`. */
  async patch<Body>(path: string, body: unknown): Promise<ApiResponse<Body>> {
    return this.requestJson<Body>('PATCH', path, body);
  }

  /** Throws as `get`. */
  async delete(path: string): Promise<void> {
    await this.requestJson('DELETE', path);
  }

  /** Opens a long or endless response, without a timeout. Throws as `get`. */
  async openStream(path: string, headers: Record<string, string>): Promise<Response> {
    return this.send(path, { headers }, this.options.signal);
  }

  private async requestJson<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiResponse<Body>> {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const signal = AbortSignal.any([this.options.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await this.send(path, { method, headers: { ...type, ...headers }, ...content }, signal);
    return { status: response.status, body: (await parseJsonBody(response)) as Body };
  }

  private async send(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const { url, token, locale } = this.options;
    const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    const headers = { 'accept-language': locale, ...(init.headers as Record<string, string>), ...authorization };
    const response = await fetch(`${url}${API_PREFIX}${path}`, { ...init, headers, signal }).catch((error: unknown) => {
      if (this.options.signal.aborted) throw error;
      throw new CliError(EXIT.unreachable, 'cli-errors.unreachable', { url, cause: describeFetchError(error) });
    });
    if (!response.ok) throw new ProblemError(await readProblem(response));
    return response;
  }
}

/** The message of fetch is only "fetch failed"; the reason is in its cause. */
function describeFetchError(error: unknown): string {
  const { cause } = Object(error) as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? getErrorMessage(error);
}

function appendQuery(path: string, query: QueryParams): string {
  const defined = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return defined.length === 0 ? path : `${path}?${new URLSearchParams(defined).toString()}`;
}

async function parseJsonBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(EXIT.unexpected, 'cli-errors.not-json-response', { url: response.url });
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback = { status: response.status, title: `${response.status} ${response.statusText} from ${response.url}` };
  const body: unknown = await response.json().catch(() => undefined);
  return { ...fallback, ...(Object(body) as object) };
}

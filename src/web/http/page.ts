import type { Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { AuthenticatedPrincipal } from '../../api/http/route-access';
import type { Locale } from '../../i18n/locales';
import { validateInput } from '../../api/http/validate-input';
import { FirstdayError } from '../../lib/errors';
import type { PageName } from '../access';
import type { WebContext } from './context';
import type { ApiClient } from '../api-client';

export interface Visit<Params = unknown, Query = unknown, Form = unknown> {
  params: Params;
  query: Query;
  form: Form;
  /** `ANONYMOUS` when not signed in. */
  principal: AuthenticatedPrincipal;
  /** Calls the API as `principal`. */
  callApi: ApiClient;
  /** Calls the API as another principal, for example the holder of a link. */
  callApiAs: (principal: AuthenticatedPrincipal) => ApiClient;
  locale: Locale;
  /** True if htmx requests a fragment of the page. */
  isPartial: boolean;
  context: WebContext;
  request: Request;
  response: Response;
}

export type PageResponse =
  | { title: string; main: ComponentChildren; status?: number }
  /** HTML that htmx puts in place of a part of the page. */
  | { fragment: ComponentChildren; status?: number; headers?: Record<string, string> }
  /** `flash`: key of a message in `locales/en/flash.json` that the next page shows. */
  | { redirectTo: string; flash?: string }
  | { file: string; name: string; mediaType: string };

interface PageDefinition<Params extends z.ZodType, Query extends z.ZodType, Form extends z.ZodType> {
  name: PageName;
  params?: Params;
  /** A mismatch throws `not-found`: query strings are rarely typed by hand, so field errors would not help. */
  query?: Query;
  /** A mismatch throws `invalid-request` before `handle` runs, so the page cannot show it beside its fields. */
  form?: Form;
  handle: (visit: Visit<z.infer<Params>, z.infer<Query>, z.infer<Form>>) => Promise<PageResponse>;
}

export interface Page {
  name: PageName;
  handle(visit: Visit): Promise<PageResponse>;
}

/** Types the handler by the schemas, which also validate params, query and form. */
export function definePage<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Form extends z.ZodType = z.ZodType,
>({ name, params, query, form, handle }: PageDefinition<Params, Query, Form>): Page {
  return {
    name,
    handle: async (visit) =>
      handle({
        ...visit,
        params: parseOrNotFound(params, visit.params) as z.infer<Params>,
        query: parseOrNotFound(query, visit.query) as z.infer<Query>,
        form: (form ? validateInput(form, visit.form) : visit.form) as z.infer<Form>,
      }),
  };
}

function parseOrNotFound(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new FirstdayError('not-found');
  return parsed.data;
}

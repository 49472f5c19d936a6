import type { Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { AuthenticatedPrincipal } from '../../api/http/route-access';
import { toFieldErrors, FirstdayError, describeZodIssue } from '../../lib/errors';
import type { PageName } from '../access';
import type { WebContext } from './context';
import type { ApiClient } from '../api-client';
import type { Locale } from '../i18n/locale';

/** Somebody opens a page, or sends a form. */
export interface Visit<Params = unknown, Query = unknown, Form = unknown> {
  params: Params;
  query: Query;
  form: Form;
  /** Who is signed in; `NOBODY` on public pages. */
  principal: AuthenticatedPrincipal;
  /** The API, as this person. */
  callApi: ApiClient;
  /** The API as somebody whom a link speaks for. */
  callApiAs: (actor: AuthenticatedPrincipal) => ApiClient;
  locale: Locale;
  /** Only a part of the page is wanted, because htmx puts it in its place. */
  isPartial: boolean;
  context: WebContext;
  request: Request;
  response: Response;
}

/** What a page gives back. */
export type PageResponse =
  | { title: string; main: ComponentChildren; status?: number }
  /** For htmx: what replaces a part of the page. */
  | { fragment: ComponentChildren; status?: number; headers?: Record<string, string> }
  /** `said`: the key of a sentence that the next page shows, in `shell/said.ts`. */
  | { redirectTo: string; flash?: string }
  | { file: string; name: string; mediaType: string };

interface PageDefinition<Params extends z.ZodType, Query extends z.ZodType, Form extends z.ZodType> {
  name: PageName;
  params?: Params;
  /** What does not fit is 404: nobody types a query by hand and expects to be told about it. */
  query?: Query;
  /** What does not fit is thrown as `invalid-request`: pages with fields catch it and show it beside them (`forms.tsx`). */
  form?: Form;
  handle: (visit: Visit<z.infer<Params>, z.infer<Query>, z.infer<Form>>) => Promise<PageResponse>;
}

/** A page as the application mounts it. */
export interface Page {
  name: PageName;
  handle(visit: Visit): Promise<PageResponse>;
}

/** Describes a page once: its schemas type the handler and check what arrives. */
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
        form: (form ? parseForm(form, visit.form) : visit.form) as z.infer<Form>,
      }),
  };
}

function parseOrNotFound(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new FirstdayError('not-found');
  return parsed.data;
}

/** @throws FirstdayError `invalid-request` naming every field that does not fit */
export function parseForm<Form extends z.ZodType>(schema: Form, value: unknown): z.infer<Form> {
  const parsed = schema.safeParse(value, { error: describeZodIssue });
  if (!parsed.success) throw new FirstdayError('invalid-request', undefined, toFieldErrors(parsed.error));
  return parsed.data;
}

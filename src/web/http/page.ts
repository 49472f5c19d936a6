import type { Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { Actor } from '../../api/http/access';
import { fieldErrors, FirstdayError, inWords } from '../../lib/errors';
import type { PageName } from '../access';
import type { WebContext } from './context';
import type { Ask } from '../api-client';
import type { Locale } from '../i18n/locale';

/** Somebody opens a page, or sends a form. */
export interface Visit<Params = unknown, Query = unknown, Form = unknown> {
  params: Params;
  query: Query;
  form: Form;
  /** Who is signed in; `NOBODY` on public pages. */
  actor: Actor;
  /** The API, as this person. */
  ask: Ask;
  /** The API as somebody whom a link speaks for. */
  askAs: (actor: Actor) => Ask;
  locale: Locale;
  /** Only a part of the page is wanted, because htmx puts it in its place. */
  isPart: boolean;
  context: WebContext;
  request: Request;
  response: Response;
}

/** What a page gives back. */
export type Reply =
  | { title: string; main: ComponentChildren; status?: number }
  /** For htmx: what replaces a part of the page. */
  | { part: ComponentChildren; status?: number; headers?: Record<string, string> }
  /** `said`: the key of a sentence that the next page shows, in `shell/said.ts`. */
  | { goTo: string; said?: string }
  | { file: string; name: string; mediaType: string };

interface Definition<Params extends z.ZodType, Query extends z.ZodType, Form extends z.ZodType> {
  on: PageName;
  params?: Params;
  /** What does not fit is 404: nobody types a query by hand and expects to be told about it. */
  query?: Query;
  /** What does not fit is thrown as `invalid-request`: pages with fields catch it and show it beside them (`forms.tsx`). */
  form?: Form;
  handle: (visit: Visit<z.infer<Params>, z.infer<Query>, z.infer<Form>>) => Promise<Reply>;
}

/** A page as the application mounts it. */
export interface Page {
  on: PageName;
  handle(visit: Visit): Promise<Reply>;
}

/** Describes a page once: its schemas type the handler and check what arrives. */
export function page<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Form extends z.ZodType = z.ZodType,
>({ on, params, query, form, handle }: Definition<Params, Query, Form>): Page {
  return {
    on,
    handle: async (visit) =>
      handle({
        ...visit,
        params: orNothingHere(params, visit.params) as z.infer<Params>,
        query: orNothingHere(query, visit.query) as z.infer<Query>,
        form: (form ? readForm(form, visit.form) : visit.form) as z.infer<Form>,
      }),
  };
}

function orNothingHere(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new FirstdayError('not-found');
  return parsed.data;
}

/** @throws FirstdayError `invalid-request` naming every field that does not fit */
export function readForm<Form extends z.ZodType>(schema: Form, value: unknown): z.infer<Form> {
  const parsed = schema.safeParse(value, { error: inWords });
  if (!parsed.success) throw new FirstdayError('invalid-request', undefined, fieldErrors(parsed.error));
  return parsed.data;
}

import { z } from 'zod';
import { FirstdayError } from '../../../lib/errors';
import { decodeUuid } from '../../../lib/short-links';
import { definePage } from '../../http/page';

const paramsSchema = z.object({ code: z.string() });

/** @throws FirstdayError `not-found` */
function requireId(code: string): string {
  const id = decodeUuid(code);
  if (id === undefined) throw new FirstdayError('not-found');
  return id;
}

/** The short addresses in mails. They only lead to a page, which checks the rights of its visitor. */
const onboardingLink = definePage({
  name: 'GET /o/{code}',
  params: paramsSchema,
  handle: ({ params }) => Promise.resolve({ redirectTo: `/onboardings/${requireId(params.code)}` }),
});

const amendmentLink = definePage({
  name: 'GET /o/{code}/amend',
  params: paramsSchema,
  handle: ({ params }) => Promise.resolve({ redirectTo: `/onboardings/${requireId(params.code)}/amend` }),
});

const taskLink = definePage({
  name: 'GET /t/{code}/{step}',
  params: paramsSchema.extend({ step: z.string() }),
  handle: ({ params: { code, step } }) =>
    Promise.resolve({ redirectTo: `/tasks/${requireId(code)}/${encodeURIComponent(step)}` }),
});

export const shortLinkPages = [onboardingLink, amendmentLink, taskLink];

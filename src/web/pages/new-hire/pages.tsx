import { z } from 'zod';
import { askedTitle } from '../../../domain/onboarding/pending-people';
import { type ErrorCode, type FieldError, FirstdayError } from '../../../lib/errors';
import { typed } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { titlesFrom } from '../../ui/plan-titles';
import { page, type Reply, type Visit } from '../../http/page';
import { answerStep } from '../tasks/answer';
import { taskWords } from '../tasks/messages';
import { isOpen, type Opened, opened, ownTasks } from './opened';
import { renewPages } from './renew';
import { OwnTask } from './tasks';
import { OwnPage, Renew, titleOf } from './view';
import { hireWords } from './messages';

const tokenOnly = z.object({ token: z.string().max(2_000) });
const withStep = tokenOnly.extend({ step: z.string().max(200) });
type AboutTask = Visit<z.infer<typeof withStep>>;

/** Somebody else was faster: HR may have done it for them. */
const TOO_LATE: readonly ErrorCode[] = ['already-decided', 'closed', 'not-waiting'];

const over = (locale: Locale): Reply => ({
  title: hireWords(locale).over,
  main: <Renew filled={{ values: {} }} locale={locale} />,
  status: 410,
});

/** The page of a new hire, by the link in their mail alone. */
const own = page({
  on: 'GET /hire/{token}',
  params: tokenOnly,
  handle: async (visit) => {
    const { locale, params } = visit;
    const found = await opened(visit);
    if (found === undefined) return over(locale);
    const { view, read } = found;
    const [held, titles] = await Promise.all([
      read('GET /onboardings/{id}/holdings', { params: { id: view.id } }),
      titlesFrom(read),
    ]);
    const place = titles.place(view.request.job.location);
    const main = <OwnPage view={view} held={held} place={place} path={`/hire/${params.token}`} locale={locale} />;
    return { title: titleOf(view, locale), main };
  },
});

/** One thing that the new hire is asked; what is not asked, or no more, leads back to the page with what is. */
function showTask({ locale, params, form }: AboutTask, { view }: Opened, errors: readonly FieldError[] = []): Reply {
  const path = `/hire/${params.token}`;
  const step = ownTasks(view).find(({ id }) => id === params.step);
  if (step === undefined || !isOpen(view, step)) return { goTo: path };
  const filled = { values: typed(form), errors };
  const main = <OwnTask view={view} step={step} path={path} filled={filled} locale={locale} />;
  return { title: askedTitle(step), main, status: errors.length > 0 ? 400 : 200 };
}

const task = page({
  on: 'GET /hire/{token}/{step}',
  params: withStep,
  handle: async (visit) => {
    const found = await opened(visit);
    return found === undefined ? over(visit.locale) : showTask(visit, found);
  },
});

const done = page({
  on: 'POST /hire/{token}/{step}',
  params: withStep,
  form: z.looseObject({}),
  handle: async (visit) => {
    const { params, form, locale } = visit;
    const found = await opened(visit);
    if (found === undefined) return over(locale);
    const { view, answer } = found;
    const back = `/hire/${params.token}`;
    const step = ownTasks(view).find(({ id }) => id === params.step);
    if (step === undefined || !isOpen(view, step)) return { goTo: back };
    try {
      const about = { id: view.id, step };
      const isConfirmed = await answerStep(answer, about, { ...form, action: 'complete' }, taskWords(locale));
      return { goTo: back, said: isConfirmed ? 'complete' : 'recorded' };
    } catch (error) {
      if (!(error instanceof FirstdayError)) throw error;
      if (error.fields.length > 0) return showTask(visit, found, error.fields);
      if (TOO_LATE.includes(error.code)) return { goTo: back };
      throw error;
    }
  },
});

export const hirePages = [own, task, done, ...renewPages];

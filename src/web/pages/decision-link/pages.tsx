import { employeeNameOf } from '../../../domain/employee';
import { z } from 'zod';
import { askedTitle } from '../../../domain/onboarding/pending-people';
import { type ErrorCode, type FieldError, FirstdayError } from '../../../lib/errors';
import { typed } from '../../ui/forms';
import { titlesFrom } from '../../ui/plan-titles';
import { page, type Visit } from '../../http/page';
import { actionForm, answerStep } from '../tasks/answer';
import { OneTask } from '../tasks/view';
import { taskWords } from '../tasks/messages';
import { type Question, questionOf } from './question';
import { IsOver, Thanks } from './view';
import { decideWords } from './messages';

const params = z.object({ token: z.string().max(2_000) });
type Opened = Visit<{ token: string }>;

const TOO_LATE: readonly ErrorCode[] = ['already-decided', 'closed'];

/** The page of the question, or how it ended. */
async function show(visit: Opened, question: Question, errors: readonly FieldError[] = []) {
  const { locale } = visit;
  const { view, step, asked } = question;
  if (asked === undefined)
    return { title: decideWords(locale).over, main: <IsOver question={question} locale={locale} /> };
  const filled = { values: typed(visit.form), errors };
  const to = `/decide/${visit.params.token}`;
  const titles = await titlesFrom(asked.ask);
  const main = <OneTask {...{ view, step, offers: asked.offers, to, filled, titles, locale }} />;
  return { title: `${askedTitle(step)}: ${employeeNameOf(view.request)}`, main, status: errors.length > 0 ? 400 : 200 };
}

/** Opened by a mail program, too: it only shows. */
const ask = page({
  on: 'GET /decide/{token}',
  params,
  handle: async (visit) => show(visit, await questionOf(visit)),
});

const decide = page({
  on: 'POST /decide/{token}',
  params,
  form: actionForm,
  handle: async (visit) => {
    const { form, locale } = visit;
    const question = await questionOf(visit);
    const { asked, view, step } = question;
    if (asked === undefined) return show(visit, question);
    if (!asked.offers.includes(form.action)) throw new FirstdayError('forbidden');
    try {
      await answerStep(asked.ask, { id: view.id, step }, form, taskWords(locale));
    } catch (error) {
      if (!(error instanceof FirstdayError)) throw error;
      if (error.fields.length > 0) return show(visit, question, error.fields);
      // Somebody was faster in this very moment.
      if (TOO_LATE.includes(error.code)) return show(visit, { ...(await questionOf(visit)), asked: undefined });
      throw error;
    }
    return { title: decideWords(locale).thanks, main: <Thanks action={form.action} locale={locale} /> };
  },
});

export const decidePages = [ask, decide];

import { employeeNameOf } from '../../../domain/employee';
import type { OnboardingView } from '../../../domain/onboarding/view';
import type { Answers } from '../../api-client';
import { Field, type Filled, TextArea, Unplaced } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import { labelsIn } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { ReadinessBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { titleIn } from './notes';
import { Held } from './parts';
import { onboardingWords } from './messages';

interface Props {
  view: OnboardingView;
  filled: Filled;
  locale: Locale;
}

const pathOf = ({ id }: OnboardingView): string => `/onboardings/${id}`;

/** What will be undone, before it is. */
export function CancelForm({
  view,
  filled,
  locale,
  held,
}: Props & { held: Answers['GET /onboardings/{id}/holdings'] }) {
  const words = onboardingWords(locale);
  const byPeople = view.steps.filter(({ kind, armed }) => kind === 'task' && armed);
  return (
    <section class="narrow">
      <h1>{`${words.cancelTitle}: ${employeeNameOf(view.request)}`}</h1>
      <h2>{words.willBeUndone}</h2>
      <Held held={held} view={view} locale={locale} />
      {byPeople.length > 0 && (
        <ul>
          {byPeople.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      )}
      <Unplaced filled={filled} names={['reason']} />
      <form method="post" action={`${pathOf(view)}/cancel`}>
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          filled={filled}
          required
          rows={2}
          maxLength={2000}
        />
        <div class="actions">
          <button class="careful">{words.cancelNow}</button>
          <a href={pathOf(view)}>{words.back}</a>
        </div>
      </form>
    </section>
  );
}

type Difference = Answers['POST /onboardings/{id}/reschedule/preview'];

/** Another first day: looked at first, then done. */
export function MoveForm({ view, filled, locale, difference }: Props & { difference?: Difference }) {
  const words = onboardingWords(locale);
  const startDate = filled.values.startDate;
  return (
    <section>
      <h1>{`${words.reschedule}: ${employeeNameOf(view.request)}`}</h1>
      <form method="get" action={`${pathOf(view)}/reschedule`} class="narrow">
        <Field name="startDate" type="date" label={words.startDate} filled={filled} required />
        <div class="actions">
          <button class={difference ? 'secondary outline' : undefined}>{words.look}</button>
          <a href={pathOf(view)}>{words.back}</a>
        </div>
      </form>
      {difference && (
        <>
          <DifferenceTable view={view} difference={difference} locale={locale} />
          <form method="post" action={`${pathOf(view)}/reschedule`}>
            <input type="hidden" name="startDate" value={startDate} />
            <button>{`${words.moveNow}: ${formatsOf(locale).date(startDate ?? view.startDate)}`}</button>
          </form>
        </>
      )}
    </section>
  );
}

function DifferenceTable({
  view,
  difference,
  locale,
}: {
  view: OnboardingView;
  difference: Difference;
  locale: Locale;
}) {
  const words = onboardingWords(locale);
  const when = (at?: string) => (at === undefined ? '–' : formatsOf(locale).instant(at, view.timeZone));
  const rows = difference.moved.map(({ step, what, from, to }) => ({
    key: `${step}/${what}`,
    cells: [`${titleIn(view, step)}, ${words[what]}`, when(from), when(to)],
  }));
  return (
    <>
      <p>
        <ReadinessBadge readiness={difference.readiness} locale={locale} />{' '}
        {difference.readinessCause && words.because(titleIn(view, difference.readinessCause))}
      </p>
      {difference.isDayOff && <p>{words.isDayOff}</p>}
      {difference.askAgain && <p>{words.askAgain}</p>}
      {difference.moved.length === 0 && <p>{words.nothingMoves}</p>}
      {difference.moved.length > 0 && <Table head={[words.what, words.before, words.after]} rows={rows} />}
    </>
  );
}

export function AmendForm({ view, filled, locale }: Props) {
  const words = onboardingWords(locale);
  const { note, ...fields } = words.fields;
  return (
    <section class="narrow">
      <h1>{`${words.amendTitle}: ${employeeNameOf(view.request)}`}</h1>
      <p>{words.amendHint}</p>
      <Unplaced filled={filled} names={Object.keys(words.fields)} labels={labelsIn(locale)} />
      <form method="post" action={`${pathOf(view)}/amend`}>
        {Object.entries(fields).map(([name, label]) => (
          <Field key={name} name={name} label={label} filled={filled} maxLength={500} />
        ))}
        <TextArea name="note" label={note} filled={filled} rows={3} maxLength={2000} />
        <div class="actions">
          <button>{words.amendNow}</button>
          <a href={pathOf(view)}>{words.back}</a>
        </div>
      </form>
    </section>
  );
}

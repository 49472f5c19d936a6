import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Answers } from '../../api-client';
import { Field, type Filled, typed, Unplaced } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import { More, searched } from '../../ui/pagination';
import type { Locale } from '../../i18n/locale';
import { page, type Visit } from '../../http/page';
import { orRefused } from '../../http/form-errors';
import { Table } from '../../ui/table';
import { adminWords } from './messages';

type Session = Answers['GET /trainings']['items'][number];
const EMPTY: Filled = { values: { timeZone: 'Europe/Berlin' } };
const FIELDS = ['course', 'title', 'startsAt', 'endsAt', 'timeZone', 'place', 'capacity'];

async function show({ ask, locale }: Pick<Visit, 'ask' | 'locale'>, cursor?: string, filled = EMPTY, status = 200) {
  const sessions = await ask('GET /trainings', { query: { cursor } });
  return { title: adminWords(locale).trainings, main: <Trainings {...{ sessions, filled, locale }} />, status };
}

const list = page({
  on: 'GET /admin/trainings',
  query: z.object({ cursor: searched }),
  handle: (visit) => show(visit, visit.query.cursor),
});

const add = page({
  on: 'POST /admin/trainings',
  handle: async (visit) => {
    const values = typed(visit.form);
    const { course, title, startsAt, endsAt, timeZone, place, capacity } = values;
    const at = (local?: string) =>
      DateTime.fromISO(local ?? '', { zone: timeZone })
        .toUTC()
        .toISO() ?? local;
    const body = {
      course,
      title,
      startsAt: at(startsAt),
      endsAt: at(endsAt),
      timeZone,
      place,
      capacity: Number(capacity),
    };
    const { refused } = await orRefused(values, () => visit.ask('POST /trainings', { body }));
    if (refused) return show(visit, undefined, refused.filled, refused.status);
    return { goTo: '/admin/trainings', said: 'training-added' };
  },
});

export const trainingPages = [list, add];

interface TrainingsProps {
  sessions: Answers['GET /trainings'];
  filled: Filled;
  locale: Locale;
}

function Trainings({ sessions, filled, locale }: TrainingsProps) {
  const words = adminWords(locale);
  const row = ({ id, course, title, startsAt, timeZone, place, capacity, seatsFree }: Session) => ({
    key: id,
    cells: [`${title} (${course})`, formatsOf(locale).instant(startsAt, timeZone), place, capacity, seatsFree],
  });
  return (
    <>
      <h1>{words.trainings}</h1>
      <NewSession filled={filled} locale={locale} />
      <Table
        head={[words.courseTitle, words.startsAt, words.place, words.capacity, words.free]}
        rows={sessions.items.map(row)}
      />
      <More path="/admin/trainings" query={{}} nextCursor={sessions.nextCursor} locale={locale} />
    </>
  );
}

/** Above the list, which may be long: folded until it is wanted, open where something in it is wrong. */
function NewSession({ filled, locale }: Omit<TrainingsProps, 'sessions'>) {
  const words = adminWords(locale);
  return (
    <details open={filled.errors !== undefined}>
      <summary>{words.newSession}</summary>
      <form method="post" action="/admin/trainings">
        <Unplaced filled={filled} names={FIELDS} />
        <div class="columns">
          <Field name="course" label={words.course} filled={filled} required maxLength={60} />
          <Field name="title" label={words.courseTitle} filled={filled} required maxLength={120} />
          <Field name="place" label={words.place} filled={filled} required maxLength={200} />
          <Field name="timeZone" label={words.timeZone} filled={filled} required maxLength={60} />
          <Field
            name="startsAt"
            type="datetime-local"
            label={words.startsAt}
            hint={words.instantHint}
            filled={filled}
            required
          />
          <Field
            name="endsAt"
            type="datetime-local"
            label={words.endsAt}
            hint={words.instantHint}
            filled={filled}
            required
          />
          <Field name="capacity" type="number" label={words.capacity} filled={filled} min={1} required />
        </div>
        <button>{words.add}</button>
      </form>
    </details>
  );
}

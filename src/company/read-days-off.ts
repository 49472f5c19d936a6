import ICAL from 'ical.js';
import type { DayOff } from './settings';

const MAX_TITLE_LENGTH = 120;
/** More than the days of a century: a rule without an end in the past must not keep the process busy. */
const MAX_OCCURRENCES = 40_000;

/** The library documents this type, but does not declare it. */
interface Occurrence {
  item: ICAL.Event;
  startDate: ICAL.Time;
  endDate: ICAL.Time;
}

/** First and last day, `YYYY-MM-DD`. */
interface DateRange {
  from: string;
  to: string;
}

/**
 * Reads the all-day events of an iCalendar file that are not over before `from` and begin by `to`, repeated ones each
 * time. Returns undefined if the text is no calendar.
 */
export function readDaysOff(text: string, range: DateRange): DayOff[] | undefined {
  const calendar = parseCalendar(text);
  return calendar
    ?.getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component))
    .filter((event) => isAllDay(event))
    .flatMap((event) => listOccurrences(event, range))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

function parseCalendar(text: string): ICAL.Component | undefined {
  try {
    const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
    return component.name === 'vcalendar' ? component : undefined;
  } catch {
    return undefined;
  }
}

/** A changed occurrence of a repeated event belongs to that event. */
const isAllDay = (event: ICAL.Event): boolean =>
  event.component.hasProperty('dtstart') && event.startDate.isDate && !event.isRecurrenceException();

function listOccurrences(event: ICAL.Event, { from, to }: DateRange): DayOff[] {
  if (!event.isRecurring()) return [toDayOff(event)].filter((day) => isWithin(day, { from, to }));
  const daysOff: DayOff[] = [];
  const iterator = event.iterator();
  for (let count = 0; count < MAX_OCCURRENCES; count += 1) {
    const next = iterator.next() as ICAL.Time | null;
    if (next === null || next.toString() > to) break;
    const { item, ...times } = event.getOccurrenceDetails(next) as Occurrence;
    const day = toDayOff(item, times);
    if (isWithin(day, { from, to })) daysOff.push(day);
  }
  return daysOff;
}

const isWithin = (day: DayOff, { from, to }: DateRange): boolean => (day.to ?? day.from) >= from && day.from <= to;

/** The end of an all-day event is the day after its last one. */
function toDayOff(
  event: ICAL.Event,
  { startDate, endDate }: Pick<ICAL.Event, 'startDate' | 'endDate'> = event,
): DayOff {
  const last = endDate.clone();
  last.adjust(-1, 0, 0, 0);
  const [from, to] = [startDate.toString(), last.toString()];
  const title = event.summary?.replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_LENGTH);
  return { from, ...(to > from && { to }), ...(title && { title }) };
}

import Holidays from 'date-holidays';
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import type { DayOne, Instant, Moment } from '../domain/plan/types';
import type { Location } from './locations';
import { WORKDAY_ENDS, WORKDAY_STARTS } from './relative-time';

/** Holidays on which offices are closed; observances and optional days are working days. */
const CLOSED = ['public', 'bank'];
/** No real calendar has so many days off in a row: beyond it a location's working days are wrong. */
const LONGEST_BREAK_DAYS = 40;
/** Instants of a few hundred plans. */
const MOST_KEPT = 10_000;

/** One calendar for each location: reading a country's holidays takes longer than all the rest of planning. */
export class Calendars {
  private readonly known = new Map<Location, BusinessCalendar>();

  of(location: Location): BusinessCalendar {
    const calendar = this.known.get(location) ?? new BusinessCalendar(location);
    this.known.set(location, calendar);
    return calendar;
  }
}

/** Business days, holidays and wall-clock times of one location. All arithmetic on dates happens here, in its zone. */
export class BusinessCalendar {
  private readonly holidays: Holidays;
  private readonly businessDays = new Map<string, boolean>();
  /** What was asked before: the hires of a cohort share their days, and a zone's arithmetic is most of the cost of a plan. */
  private readonly kept = new LRUCache<string, Instant>({ max: MOST_KEPT });

  constructor(private readonly location: Location) {
    const { country, state } = location;
    this.holidays = state === undefined ? new Holidays(country) : new Holidays(country, state);
  }

  /** Today's date there, `YYYY-MM-DD`. */
  today(now: Instant): string {
    return dateOf(this.local(now));
  }

  isBusinessDay(date: string): boolean {
    const known = this.businessDays.get(date) ?? this.workedOn(date);
    this.businessDays.set(date, known);
    return known;
  }

  private workedOn(date: string): boolean {
    const day = this.day(date);
    if (!this.location.workingDays.includes(day.weekday)) return false;
    const holidays = this.holidays.isHoliday(day.set({ hour: 12 }).toJSDate());
    return !holidays || !holidays.some((holiday) => CLOSED.includes(holiday.type));
  }

  /** The date `count` business days after (or, negative, before) `date`, which itself does not count. */
  addBusinessDays(date: string, count: number): string {
    const direction = Math.sign(count);
    // Of a date alone: a zone's clock changes would only cost time here.
    let day = DateTime.fromISO(date, { zone: 'utc' });
    let left = Math.abs(count);
    for (let daysOff = 0; left > 0; daysOff += 1) {
      if (daysOff > LONGEST_BREAK_DAYS) throw new Error(`${this.location.title} has no business day near ${date}.`);
      day = day.plus({ days: direction });
      if (!this.isBusinessDay(dateOf(day))) continue;
      left -= 1;
      daysOff = 0;
    }
    return dateOf(day);
  }

  /** The instant of a plan's moment, counted from the start date. */
  instantOf(moment: Moment, startDate: string): Instant {
    switch (moment.kind) {
      case 'dayOne':
        return this.at(startDate, moment.at);
      case 'days':
        return this.at(dateOf(this.day(startDate).plus({ days: moment.count })), WORKDAY_STARTS);
      case 'businessDays':
        return this.at(this.addBusinessDays(startDate, moment.count), WORKDAY_STARTS);
    }
  }

  /** Office hours of the start date. */
  dayOne(date: string): DayOne {
    const { timeZone, title } = this.location;
    return {
      date,
      timeZone,
      startsAt: this.at(date, WORKDAY_STARTS),
      endsAt: this.at(date, WORKDAY_ENDS),
      location: title,
      ...(!this.isBusinessDay(date) && { isDayOff: true }),
    };
  }

  /** Moves an instant on (or, negative, back) by business days, keeping the time of day. */
  later(from: Instant, businessDays: number): Instant {
    return this.once(`later ${from} ${String(businessDays)}`, () => {
      const local = this.local(from);
      return utc(onDate(this.day(this.addBusinessDays(dateOf(local), businessDays)), local));
    });
  }

  /**
   * The latest instant from which so many business days are over by `end`. Where that is on a day off, work must have ended
   * with the last business day before it.
   */
  latestBegin(end: Instant, businessDays: number): Instant {
    if (businessDays === 0) return end;
    return this.once(`latestBegin ${end} ${String(businessDays)}`, () => {
      const date = dateOf(this.local(end));
      if (this.isBusinessDay(date)) return this.later(end, -businessDays);
      return this.later(utc(this.day(this.addBusinessDays(date, -1)).endOf('day')), -businessDays);
    });
  }

  /** A wall-clock time there as an instant; a time that a clock change skips becomes the one right after it. */
  private at(date: string, time: string): Instant {
    return this.once(`at ${date} ${time}`, () => {
      const [hour, minute] = time.split(':').map(Number);
      return utc(this.day(date).set({ hour, minute }));
    });
  }

  private once(question: string, answer: () => Instant): Instant {
    const known = this.kept.get(question) ?? answer();
    this.kept.set(question, known);
    return known;
  }

  private day(date: string): DateTime {
    return DateTime.fromISO(date, { zone: this.location.timeZone }).startOf('day');
  }

  private local(instant: Instant): DateTime {
    return DateTime.fromISO(instant, { zone: this.location.timeZone });
  }
}

const dateOf = (local: DateTime): string => local.toFormat('yyyy-MM-dd');

const onDate = (day: DateTime, { hour, minute, second, millisecond }: DateTime): DateTime =>
  day.set({ hour, minute, second, millisecond });

const utc = (local: DateTime): Instant => local.toUTC().toISO({ suppressMilliseconds: true }) ?? '';

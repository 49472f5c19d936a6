import Holidays from 'date-holidays';
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import type { DayOne, Instant, RelativeTime } from '../domain/plan/resolved-plan';
import type { Location } from './locations';
import { WORKDAY_END_TIME, WORKDAY_START_TIME } from './relative-time';

/** Holidays on which offices are closed; observances and optional days are working days. */
const CLOSED_HOLIDAY_TYPES = ['public', 'bank'];
/** No real calendar has so many days off in a row: beyond it a location's working days are wrong. */
const MAX_BREAK_DAYS = 40;
/** Instants of a few hundred plans. */
const MAX_CACHED_INSTANTS = 10_000;

/** One calendar for each location: reading a country's holidays takes longer than all the rest of planning. */
export class CalendarCache {
  private readonly byLocation = new Map<Location, BusinessCalendar>();

  get(location: Location): BusinessCalendar {
    const calendar = this.byLocation.get(location) ?? new BusinessCalendar(location);
    this.byLocation.set(location, calendar);
    return calendar;
  }
}

/** Business days, holidays and wall-clock times of one location. All arithmetic on dates happens here, in its zone. */
export class BusinessCalendar {
  private readonly holidays: Holidays;
  private readonly businessDayCache = new Map<string, boolean>();
  /** What was asked before: the hires of a cohort share their days, and a zone's arithmetic is most of the cost of a plan. */
  private readonly instantCache = new LRUCache<string, Instant>({ max: MAX_CACHED_INSTANTS });

  constructor(private readonly location: Location) {
    const { country, state } = location;
    this.holidays = state === undefined ? new Holidays(country) : new Holidays(country, state);
  }

  /** Today's date there, `YYYY-MM-DD`. */
  toLocalDate(now: Instant): string {
    return toIsoDate(this.toLocalTime(now));
  }

  isBusinessDay(date: string): boolean {
    const known = this.businessDayCache.get(date) ?? this.computeIsBusinessDay(date);
    this.businessDayCache.set(date, known);
    return known;
  }

  private computeIsBusinessDay(date: string): boolean {
    const day = this.startOfDay(date);
    if (!this.location.workingDays.includes(day.weekday)) return false;
    const holidays = this.holidays.isHoliday(day.set({ hour: 12 }).toJSDate());
    return !holidays || !holidays.some((holiday) => CLOSED_HOLIDAY_TYPES.includes(holiday.type));
  }

  /** The date `count` business days after (or, negative, before) `date`, which itself does not count. */
  addBusinessDays(date: string, count: number): string {
    const direction = Math.sign(count);
    // Of a date alone: a zone's clock changes would only cost time here.
    let day = DateTime.fromISO(date, { zone: 'utc' });
    let left = Math.abs(count);
    for (let daysOff = 0; left > 0; daysOff += 1) {
      if (daysOff > MAX_BREAK_DAYS) throw new Error(`${this.location.title} has no business day near ${date}.`);
      day = day.plus({ days: direction });
      if (!this.isBusinessDay(toIsoDate(day))) continue;
      left -= 1;
      daysOff = 0;
    }
    return toIsoDate(day);
  }

  /** The instant of a plan's moment, counted from the start date. */
  resolveRelativeTime(moment: RelativeTime, startDate: string): Instant {
    switch (moment.kind) {
      case 'dayOne':
        return this.toInstant(startDate, moment.at);
      case 'days':
        return this.toInstant(toIsoDate(this.startOfDay(startDate).plus({ days: moment.count })), WORKDAY_START_TIME);
      case 'businessDays':
        return this.toInstant(this.addBusinessDays(startDate, moment.count), WORKDAY_START_TIME);
    }
  }

  /** Office hours of the start date. */
  buildDayOne(date: string): DayOne {
    const { timeZone, title } = this.location;
    return {
      date,
      timeZone,
      startsAt: this.toInstant(date, WORKDAY_START_TIME),
      endsAt: this.toInstant(date, WORKDAY_END_TIME),
      location: title,
      ...(!this.isBusinessDay(date) && { isDayOff: true }),
    };
  }

  /** Moves an instant on (or, negative, back) by business days, keeping the time of day. */
  addBusinessDaysToInstant(from: Instant, businessDays: number): Instant {
    return this.computeOnce(`later ${from} ${String(businessDays)}`, () => {
      const local = this.toLocalTime(from);
      return toUtcInstant(setTimeOfDay(this.startOfDay(this.addBusinessDays(toIsoDate(local), businessDays)), local));
    });
  }

  /**
   * The latest instant from which so many business days are over by `end`. Where that is on a day off, work must have ended
   * with the last business day before it.
   */
  findLatestStart(end: Instant, businessDays: number): Instant {
    if (businessDays === 0) return end;
    return this.computeOnce(`latestBegin ${end} ${String(businessDays)}`, () => {
      const date = toIsoDate(this.toLocalTime(end));
      if (this.isBusinessDay(date)) return this.addBusinessDaysToInstant(end, -businessDays);
      return this.addBusinessDaysToInstant(
        toUtcInstant(this.startOfDay(this.addBusinessDays(date, -1)).endOf('day')),
        -businessDays,
      );
    });
  }

  /** A wall-clock time there as an instant; a time that a clock change skips becomes the one right after it. */
  private toInstant(date: string, time: string): Instant {
    return this.computeOnce(`at ${date} ${time}`, () => {
      const [hour, minute] = time.split(':').map(Number);
      return toUtcInstant(this.startOfDay(date).set({ hour, minute }));
    });
  }

  private computeOnce(question: string, answer: () => Instant): Instant {
    const known = this.instantCache.get(question) ?? answer();
    this.instantCache.set(question, known);
    return known;
  }

  private startOfDay(date: string): DateTime {
    return DateTime.fromISO(date, { zone: this.location.timeZone }).startOf('day');
  }

  private toLocalTime(instant: Instant): DateTime {
    return DateTime.fromISO(instant, { zone: this.location.timeZone });
  }
}

const toIsoDate = (local: DateTime): string => local.toFormat('yyyy-MM-dd');

const setTimeOfDay = (day: DateTime, { hour, minute, second, millisecond }: DateTime): DateTime =>
  day.set({ hour, minute, second, millisecond });

const toUtcInstant = (local: DateTime): Instant => local.toUTC().toISO({ suppressMilliseconds: true }) ?? '';

import Holidays from 'date-holidays';
import { LRUCache } from 'lru-cache';
import { DateTime } from 'luxon';
import type { DayOne, Instant, RelativeTime } from '../domain/plan/resolved-plan';
import type { Location } from '../company/settings';
import { createReason } from '../domain/reasons/reason';
import { FirstdayError } from '../lib/errors';

/** Holidays that close offices; observances and optional days are working days. */
const CLOSED_HOLIDAY_TYPES = ['public', 'bank'];
/** No company has a longer run of days off: beyond it, the settings of the location are wrong. */
const MAX_BREAK_DAYS = 100;
/** Enough for the instants of a few hundred plans. */
const MAX_CACHED_INSTANTS = 10_000;

/** More than any company has locations, with the versions of a day. */
const MAX_CACHED_CALENDARS = 200;

/** One calendar per location and version of it: loading a country's holidays costs more than the rest of planning. */
export class CalendarCache {
  private readonly byLocation = new LRUCache<string, BusinessCalendar>({ max: MAX_CACHED_CALENDARS });

  get(location: Location): BusinessCalendar {
    const key = JSON.stringify(location);
    const calendar = this.byLocation.get(key) ?? new BusinessCalendar(location);
    this.byLocation.set(key, calendar);
    return calendar;
  }
}

/** Business days, holidays and wall-clock times of one location. All date arithmetic happens here, in its time zone. */
export class BusinessCalendar {
  private readonly holidays: Holidays;
  private readonly businessDayCache = new Map<string, boolean>();
  /** The hires of a cohort share their days, and time zone arithmetic is most of the cost of a plan. */
  private readonly instantCache = new LRUCache<string, Instant>({ max: MAX_CACHED_INSTANTS });

  constructor(private readonly location: Location) {
    const { country, state } = location;
    this.holidays = state === undefined ? new Holidays(country) : new Holidays(country, state);
  }

  /** Local date at this instant, `YYYY-MM-DD`. */
  toLocalDate(now: Instant): string {
    return toIsoDate(this.toLocalTime(now));
  }

  isBusinessDay(date: string): boolean {
    const result = this.businessDayCache.get(date) ?? this.computeIsBusinessDay(date);
    this.businessDayCache.set(date, result);
    return result;
  }

  private computeIsBusinessDay(date: string): boolean {
    const day = this.getStartOfDay(date);
    const { workingDays, daysOff } = this.location;
    if (!workingDays.includes(day.weekday)) return false;
    if (daysOff.some(({ from, to = from }) => from <= date && date <= to)) return false;
    const holidays = this.holidays.isHoliday(day.set({ hour: 12 }).toJSDate());
    return !holidays || !holidays.some((holiday) => CLOSED_HOLIDAY_TYPES.includes(holiday.type));
  }

  /**
   * Date `count` business days after (or before, if negative) `date`, which is not counted itself.
   * @throws FirstdayError `not-plannable` if the location has no business day near
   */
  addBusinessDays(date: string, count: number): string {
    const direction = Math.sign(count);
    // UTC suffices for dates alone and avoids slow time zone arithmetic.
    let day = DateTime.fromISO(date, { zone: 'utc' });
    let remaining = Math.abs(count);
    for (let daysOff = 0; remaining > 0; daysOff += 1) {
      if (daysOff > MAX_BREAK_DAYS) throw this.createNoBusinessDayError(date);
      day = day.plus({ days: direction });
      if (!this.isBusinessDay(toIsoDate(day))) continue;
      remaining -= 1;
      daysOff = 0;
    }
    return toIsoDate(day);
  }

  private createNoBusinessDayError(date: string): FirstdayError {
    const { title } = this.location;
    return new FirstdayError('not-plannable', createReason('not-plannable.no-business-day', { title, date }));
  }

  /** Counts of days resolve to the start of the working day. */
  resolveRelativeTime(relativeTime: RelativeTime, startDate: string): Instant {
    switch (relativeTime.kind) {
      case 'dayOne':
        return this.toInstant(startDate, relativeTime.at);
      case 'dayOneStart':
        return this.toInstant(startDate, this.location.startTime, relativeTime.hours);
      case 'days':
        return this.toInstant(
          toIsoDate(this.getStartOfDay(startDate).plus({ days: relativeTime.count })),
          this.location.startTime,
        );
      case 'businessDays':
        return this.toInstant(this.addBusinessDays(startDate, relativeTime.count), this.location.startTime);
    }
  }

  buildDayOne(date: string): DayOne {
    const { timeZone, title, startTime, endTime } = this.location;
    return {
      date,
      timeZone,
      startsAt: this.toInstant(date, startTime),
      endsAt: this.toInstant(date, endTime),
      location: title,
      ...(!this.isBusinessDay(date) && { isDayOff: true }),
    };
  }

  /** Moves an instant by business days (backwards if negative), keeping the local time of day. */
  addBusinessDaysToInstant(from: Instant, businessDays: number): Instant {
    return this.computeOnce(`later ${from} ${String(businessDays)}`, () => {
      const local = this.toLocalTime(from);
      return toUtcInstant(
        setTimeOfDay(this.getStartOfDay(this.addBusinessDays(toIsoDate(local), businessDays)), local),
      );
    });
  }

  /**
   * Latest instant from which `businessDays` business days are over by `end`. An `end` on a day off counts as the end
   * of the last business day before it.
   */
  findLatestStart(end: Instant, businessDays: number): Instant {
    if (businessDays === 0) return end;
    return this.computeOnce(`latestBegin ${end} ${String(businessDays)}`, () => {
      const date = toIsoDate(this.toLocalTime(end));
      if (this.isBusinessDay(date)) return this.addBusinessDaysToInstant(end, -businessDays);
      return this.addBusinessDaysToInstant(
        toUtcInstant(this.getStartOfDay(this.addBusinessDays(date, -1)).endOf('day')),
        -businessDays,
      );
    });
  }

  /** Converts a local wall-clock time, moved by hours. A time inside a clock-change gap moves forward past it. */
  private toInstant(date: string, time: string, hours = 0): Instant {
    return this.computeOnce(`at ${date} ${time} ${String(hours)}`, () => {
      const [hour, minute] = time.split(':').map(Number);
      return toUtcInstant(this.getStartOfDay(date).set({ hour, minute }).plus({ hours }));
    });
  }

  private computeOnce(cacheKey: string, compute: () => Instant): Instant {
    const instant = this.instantCache.get(cacheKey) ?? compute();
    this.instantCache.set(cacheKey, instant);
    return instant;
  }

  private getStartOfDay(date: string): DateTime {
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

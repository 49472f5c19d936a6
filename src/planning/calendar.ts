import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import type { DayOne, Instant } from '../contract/plan';
import type { Location } from './locations';
import type { Moment } from './language';

const WORKDAY_STARTS = '09:00';
const WORKDAY_ENDS = '17:00';
/** Holidays on which offices are closed; observances and optional days are working days. */
const CLOSED = ['public', 'bank'];
/** No real calendar has so many days off in a row: beyond it a location's working days are wrong. */
const LONGEST_BREAK_DAYS = 40;

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

  constructor(private readonly location: Location) {
    const { country, state } = location;
    this.holidays = state === undefined ? new Holidays(country) : new Holidays(country, state);
  }

  /** Today's date there, `YYYY-MM-DD`. */
  today(now: Instant): string {
    return DateTime.fromISO(now, { zone: this.location.timeZone }).toFormat('yyyy-MM-dd');
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
    let day = this.day(date);
    let left = Math.abs(count);
    for (let daysOff = 0; left > 0; daysOff += 1) {
      if (daysOff > LONGEST_BREAK_DAYS) throw new Error(`${this.location.title} has no business day near ${date}.`);
      day = day.plus({ days: direction });
      if (!this.isBusinessDay(day.toFormat('yyyy-MM-dd'))) continue;
      left -= 1;
      daysOff = 0;
    }
    return day.toFormat('yyyy-MM-dd');
  }

  /** The instant of a plan's moment, counted from the start date. */
  instantOf(moment: Moment, startDate: string): Instant {
    switch (moment.kind) {
      case 'dayOne':
        return this.at(startDate, moment.at);
      case 'days':
        return this.at(this.day(startDate).plus({ days: moment.count }).toFormat('yyyy-MM-dd'), WORKDAY_STARTS);
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
    };
  }

  /** Moves an instant on by business days, keeping the time of day. */
  later(from: Instant, businessDays: number): Instant {
    const local = DateTime.fromISO(from, { zone: this.location.timeZone });
    const date = this.addBusinessDays(local.toFormat('yyyy-MM-dd'), businessDays);
    return this.at(date, local.toFormat('HH:mm'));
  }

  /** A wall-clock time there as an instant; a time that a clock change skips becomes the one right after it. */
  private at(date: string, time: string): Instant {
    const [hour, minute] = time.split(':').map(Number);
    return this.day(date).set({ hour, minute }).toUTC().toISO({ suppressMilliseconds: true }) ?? '';
  }

  private day(date: string): DateTime {
    return DateTime.fromISO(date, { zone: this.location.timeZone }).startOf('day');
  }
}

import type { ReminderScheduleInput } from '../domain/planning-activities';
import type { ReminderSchedule, Instant, Substitute } from '../domain/plan/resolved-plan';
import type { Person } from '../domain/request';
import type { BusinessCalendar } from './business-calendar';
import type { Absence } from './planning-facts';

/** Part of the time until the first day that passes before a compressed escalation: the rest is for the answer to it. */
const COMPRESSED_PART = 2 / 3;

/**
 * Counts business days from the opening of the step, and finds substitutes for people absent on that day. If they would end
 * after the first day, reminder and escalation are moved closer in proportion.
 */
export function computeReminderSchedule(
  input: ReminderScheduleInput,
  { absences }: { absences: readonly Absence[] },
  calendar: BusinessCalendar,
): ReminderSchedule {
  const { openedAt, people, remindAfter, escalateAfter, expireAfter, excluded = [] } = input;
  const addDays = (count: number | undefined): Instant | undefined =>
    count === undefined ? undefined : calendar.addBusinessDaysToInstant(openedAt, count);
  const compress = createCompression(input, addDays(escalateAfter ?? remindAfter));
  const today = calendar.toLocalDate(openedAt);
  const isAbsent = ({ from, to }: Absence): boolean => from <= today && today <= to;
  const deputyByEmail = new Map(absences.filter(isAbsent).map((absence) => [absence.email, absence.deputy]));
  return {
    remindAt: compress(addDays(remindAfter)),
    escalateAt: compress(addDays(escalateAfter)),
    expireAt: addDays(expireAfter),
    substitutes: people.flatMap((person) => findSubstitute(person, deputyByEmail, excluded)),
  };
}

/** Returns a function that shortens the time since the opening, by as much as `last` is too late. */
function createCompression({ openedAt, neededBy }: ReminderScheduleInput, last: Instant | undefined) {
  const [start, end] = [Date.parse(openedAt), Date.parse(neededBy ?? openedAt)];
  const lastAt = Date.parse(last ?? openedAt);
  if (start >= end || lastAt <= end) return (instant: Instant | undefined) => instant;
  const factor = (COMPRESSED_PART * (end - start)) / (lastAt - start);
  return (instant: Instant | undefined): Instant | undefined =>
    instant && new Date(start + factor * (Date.parse(instant) - start)).toISOString();
}

/**
 * Follows chains of absent deputies. A cycle, or an excluded last deputy, yields no substitute: the absent person then
 * stays assigned.
 */
function findSubstitute(
  { email }: Person,
  deputyByEmail: ReadonlyMap<string, Person>,
  excluded: readonly string[],
): Substitute[] {
  const visited = [email];
  let deputy = deputyByEmail.get(email);
  while (deputy !== undefined && deputyByEmail.has(deputy.email)) {
    if (visited.includes(deputy.email)) return [];
    visited.push(deputy.email);
    deputy = deputyByEmail.get(deputy.email);
  }
  return deputy === undefined || excluded.includes(deputy.email) ? [] : [{ representedEmail: email, deputy }];
}

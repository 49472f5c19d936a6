import type { WaitCall } from '../domain/planning-activities';
import type { Arrangement, Instant, StandIn } from '../domain/plan/types';
import type { Person } from '../domain/request';
import type { BusinessCalendar } from './calendar';
import type { Absence } from './planner';

/** When those asked are reminded, and so on, by the calendar of the location; and who stands in for whoever is away. */
export function arrange(
  call: WaitCall,
  { absences }: { absences: readonly Absence[] },
  calendar: BusinessCalendar,
): Arrangement {
  const { openedAt, people, remindAfter, escalateAfter, expireAfter, excluded = [] } = call;
  const after = (count: number | undefined): Instant | undefined =>
    count === undefined ? undefined : calendar.later(openedAt, count);
  const today = calendar.today(openedAt);
  const isAway = ({ from, to }: Absence): boolean => from <= today && today <= to;
  const away = new Map(absences.filter(isAway).map((absence) => [absence.email, absence.deputy]));
  return {
    remindAt: after(remindAfter),
    escalateAt: after(escalateAfter),
    expireAt: after(expireAfter),
    standIns: people.flatMap((person) => standInOf(person, away, excluded)),
  };
}

/**
 * The deputy, or the deputy of a deputy who is away, too. Nobody where the circle closes, or where whoever is left may not
 * answer: then the one who is away is asked all the same.
 */
function standInOf({ email }: Person, away: ReadonlyMap<string, Person>, excluded: readonly string[]): StandIn[] {
  const passed = [email];
  let deputy = away.get(email);
  while (deputy !== undefined && away.has(deputy.email)) {
    if (passed.includes(deputy.email)) return [];
    passed.push(deputy.email);
    deputy = away.get(deputy.email);
  }
  return deputy === undefined || excluded.includes(deputy.email) ? [] : [{ of: email, deputy }];
}

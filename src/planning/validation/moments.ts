import type { Moment } from '../../domain/plan/types';
import type { PlanDefinition } from '../dsl';
import type { Fault } from './plan-issue';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Moments that there are on a calendar: whole days, and a time that a clock can show. */
export function checkMoments({ steps, completeWithin }: PlanDefinition): Fault[] {
  const ofSteps = Object.entries(steps).flatMap(([id, step]) =>
    step.kind === 'approval' ? [] : [...checkMoment(step.start, id), ...checkMoment(step.due, id)],
  );
  return [...ofSteps, ...checkMoment(completeWithin?.moment)];
}

function checkMoment(moment: Moment | undefined, step?: string): Fault[] {
  if (moment === undefined) return [];
  if (moment.kind === 'dayOne') {
    if (TIME.test(moment.at)) return [];
    return [{ step, problem: `has dayOneAt('${moment.at}')`, mend: 'give a time from 00:00 to 23:59' }];
  }
  if (Number.isInteger(moment.count)) return [];
  return [{ step, problem: `has ${moment.kind}(${String(moment.count)})`, mend: 'count whole days' }];
}

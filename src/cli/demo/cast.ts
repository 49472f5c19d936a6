import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { employeeNameOf } from '../../domain/employee';
import { type OnboardingRequest, requestSchema } from '../../domain/request';
import type { FinalStatus } from '../../domain/status';
import { dayOneNow } from './day-one';

/** A new hire of the demo, and how their onboarding is to end. */
export interface Hire {
  name: string;
  request: OnboardingRequest;
  ends: FinalStatus;
}

/**
 * The three new hires of examples/: one who gets everything, one who is declined, and one whose training has no seat left
 * and who starts tomorrow, so that no account is active yet when everything is undone.
 */
export function cast(now: Date): { completing: Hire; declined: Hire; withoutSeat: Hire } {
  const { location, today, tomorrow } = dayOneNow(now);
  // A run of its own for every demo: one person has one open onboarding, and an earlier demo may have been interrupted.
  const run = randomBytes(3).toString('hex');
  const hire = (file: string, startDate: string, ends: FinalStatus): Hire => {
    const { employee, job, ...rest } = example(file);
    const personalEmail = employee.personalEmail.replace('@', `+demo-${run}@`);
    const request = { ...rest, employee: { ...employee, personalEmail }, job: { ...job, location }, startDate };
    return { name: employeeNameOf(request), request, ends };
  };
  return {
    completing: hire('ada-byron.json', today, 'completed'),
    declined: hire('benedikt-oduya.json', tomorrow, 'declined'),
    withoutSeat: hire('zoe-nguyen.json', tomorrow, 'rolled-back'),
  };
}

function example(file: string): OnboardingRequest {
  const path = join(__dirname, '../../../examples', file);
  return requestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

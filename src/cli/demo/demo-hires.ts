import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatEmployeeName } from '../../domain/employee-name';
import { type OnboardingRequest, requestSchema } from '../../domain/request';
import type { FinalStatus } from '../../domain/status';
import { findDaytimeOffice } from './daytime-office';

export interface DemoHire {
  name: string;
  request: OnboardingRequest;
  expectedStatus: FinalStatus;
}

/**
 * Creates the hires of examples/: one completes, one is declined, and one is rolled back by HR for lack of a seat. The last
 * one starts tomorrow, so that no account is active yet when it is undone.
 */
export function createDemoHires(now: Date): { completing: DemoHire; declined: DemoHire; withoutSeat: DemoHire } {
  const { location, today, tomorrow } = findDaytimeOffice(now);
  // Unique addresses per run: a person may have one open onboarding, and an interrupted demo may have left one.
  const runId = randomBytes(3).toString('hex');
  const createHire = (file: string, startDate: string, expectedStatus: FinalStatus): DemoHire => {
    const { employee, job, ...rest } = readExample(file);
    const personalEmail = employee.personalEmail.replace('@', `+demo-${runId}@`);
    const request = { ...rest, employee: { ...employee, personalEmail }, job: { ...job, location }, startDate };
    return { name: formatEmployeeName(request), request, expectedStatus };
  };
  return {
    completing: createHire('ada-byron.json', today, 'completed'),
    declined: createHire('benedikt-oduya.json', tomorrow, 'declined'),
    withoutSeat: createHire('zoe-nguyen.json', tomorrow, 'rolled-back'),
  };
}

function readExample(file: string): OnboardingRequest {
  const path = join(__dirname, '../../../examples', file);
  return requestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

import type { OnboardingRequest } from './request';

/** Parts of a request on which the demand of an activity depends. */
export type DemandRequest = Pick<OnboardingRequest, 'equipment' | 'trainings' | 'job'>;

/** Equipment and seats that an activity will take; an entry per item. */
export interface ActivityDemand {
  models?: string[];
  courses?: string[];
}

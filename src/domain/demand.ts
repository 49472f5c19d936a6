import type { OnboardingRequest } from './request';

/** Parts of a request on which the demand of an activity depends. */
export type DemandRequest = Pick<OnboardingRequest, 'equipment' | 'trainings' | 'job'>;

/** A licence of a system, both by their codes. */
export interface LicenceRef {
  system: string;
  licence: string;
}

/** Equipment, seats and licences that an activity will take; an entry per item. */
export interface ActivityDemand {
  models?: string[];
  courses?: string[];
  licences?: LicenceRef[];
}

export const formatLicence = ({ system, licence }: LicenceRef): string => `${system}/${licence}`;

export { onboardCohort } from './onboard-cohort';
export { onboardEmployee } from './onboard-employee';

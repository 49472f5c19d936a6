export { onboardEmployee } from './onboard-employee';

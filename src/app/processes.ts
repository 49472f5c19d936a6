/** Code of API and worker. It takes a second or more to load, so `process-roles.ts` loads it when a role needs it. */
export { startApi } from './api-process';
export type { Environment } from './environment';
export type { RunningProcess } from './running-process';
export { startWorker } from './worker-process';

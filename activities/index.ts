import * as activities from './registry';

export { activities };

export type ActivityName = keyof typeof activities;

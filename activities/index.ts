import * as activities from './registry';

/** All activities, by name. */
export { activities };

/** What a plan may name. */
export type ActivityName = keyof typeof activities;

import type { PlanDefinition } from '../src/planning/dsl';
import { contractor } from './contractor';
import { intern } from './intern';
import { standard } from './standard';

/** In the order in which they are tried for a request that names none; the last serves when none suits. */
export const plans: readonly PlanDefinition[] = [contractor, intern, standard];

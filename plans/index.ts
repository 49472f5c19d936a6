import type { PlanDefinition } from '../src/planning/dsl';
import { contractor } from './contractor';
import { intern } from './intern';
import { standard } from './standard';

/** Tried in this order for a request that names no plan; the last one is the default. */
export const plans: readonly PlanDefinition[] = [contractor, intern, standard];

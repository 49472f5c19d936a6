import type { ReasonKinds } from './param-kinds';

/** Incidents, and the end of one. */
export const INCIDENTS = {
  'orphaned.terminated': { heldSteps: 'steps' },
  'orphaned.failed': { heldSteps: 'steps' },
  'orphaned.timed-out': { heldSteps: 'steps' },
  'orphaned.cancelled': { heldSteps: 'steps' },
  'orphaned.unknown': { heldSteps: 'steps' },
  'stuck.nondeterminism': { workflowId: 'text' },
  'stuck.error': { workflowId: 'text' },
  'stuck.no-progress': { workflowId: 'text' },
  'not-started': { cause: 'text' },
  'incident-resolved.continued': {},
  'incident-resolved.started': {},
} as const satisfies ReasonKinds;

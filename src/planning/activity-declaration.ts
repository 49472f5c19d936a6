import type { z } from 'zod';
import type { ActivityDemand, DemandRequest } from '../domain/demand';
import type { CallOptions, CorrectionMode, Redo } from '../domain/plan/resolved-plan';
import type { LocalizedText } from '../domain/text/localized-text';

/** The planner's view of an activity; `composePlanner` builds it from the registry. */
export interface ActivityDeclaration {
  title: LocalizedText;
  /** Activities whose results it reads. */
  needs: readonly string[];
  /** Those of `needs` of which it reads the results of all steps, as a list. */
  needsAll?: readonly string[];
  settings: z.ZodType;
  run: CallOptions;
  undo: CallOptions;
  pivot?: boolean;
  /** How a moved start date repeats the step, where a plan requests that; default: `undo-first`. */
  redo?: Redo;
  /** How an amendment corrects the effect; undefined if only a person can. */
  correctBy?: CorrectionMode;
  /** Dotted request paths that the effect depends on, such as `job.title`; default: the whole request. */
  reads?: readonly string[];
  /** Names the stock and seats that the effect will take. `settings`: as resolved. */
  demand?(request: DemandRequest, settings: unknown): ActivityDemand;
}

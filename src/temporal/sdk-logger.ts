import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { describeError } from '../lib/background-loop';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;
/** The SDK writes several lines of lower levels for each task. */
const FORWARDED_LEVELS = new Set(['WARN', 'ERROR']);
const MAX_KNOWN_RUNS = 10_000;
const MAX_TEXT_LENGTH = 1_000;

/** Attributes of the SDK that hold ids, types and numbers only. */
const SAFE_ATTRIBUTES = [
  'workflowId',
  'runId',
  'workflowType',
  'activityType',
  'step',
  'attempt',
  'signalName',
  'updateName',
  'queryType',
] as const;

type Attributes = Record<string, unknown>;

/**
 * Writes warnings and errors of the SDK and of its native core to `logger`. The core names a workflow by its run id
 * alone, so workflow ids are remembered from the lines that the SDK writes when it loads a workflow.
 */
export function createSdkLogger(logger: Logger): DefaultLogger {
  const workflowIds = new LRUCache<string, string>({ max: MAX_KNOWN_RUNS });
  return new DefaultLogger('TRACE', ({ level, message, meta }: LogEntry) => {
    const attributes = normalizeAttributes(meta ?? {});
    const { runId, workflowId } = attributes;
    if (typeof runId === 'string' && typeof workflowId === 'string') workflowIds.set(runId, workflowId);
    if (!FORWARDED_LEVELS.has(level)) return;
    const known = typeof runId === 'string' ? workflowIds.get(runId) : undefined;
    logger[LEVELS[level]]({ ...selectFields(attributes), workflowId: workflowId ?? known }, message);
  });
}

/** The core writes its attributes in snake case, and those of the span around a line beside it. */
function normalizeAttributes({ spanContexts, ...meta }: Attributes): Attributes {
  const spans: unknown[] = Object.values(Object(spanContexts) as Attributes);
  const entries = [...spans, meta].flatMap((attributes) => Object.entries(Object(attributes) as Attributes));
  return Object.fromEntries(entries.map(([name, value]) => [toCamelCase(name), value]));
}

const toCamelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

function selectFields(attributes: Attributes): Attributes {
  const { sdkComponent, error, failure } = attributes;
  const isActivity = attributes['activityType'] !== undefined;
  return {
    source: 'temporal-sdk',
    component: sdkComponent,
    ...Object.fromEntries(SAFE_ATTRIBUTES.map((name) => [name, attributes[name]])),
    ...(error !== undefined && describeFailure(error, isActivity)),
    ...(typeof failure === 'string' && { text: cut(extractText(failure)) }),
  };
}

/**
 * An activity's message may quote the data of a person, so only its type is logged. What workflow code and the core
 * report is about code and history, and without its text nobody could repair it.
 */
function describeFailure(error: unknown, isActivity: boolean): Attributes {
  if (!(error instanceof Error)) return isActivity ? {} : { text: cut(error) };
  const failureType = error instanceof ApplicationFailure ? (error.type ?? error.name) : undefined;
  return { error: describeError(error), failureType, ...(!isActivity && { text: cut(error.message) }) };
}

/** The core prints a failure with all its payloads, of which only message and stack are known to hold no data. */
const extractText = (failure: string): string =>
  Array.from(failure.matchAll(/\b(?:message|stack_trace): "((?:[^"\\]|\\.)*)"/g), ([, text = '']) =>
    text.replaceAll('\\n', '\n').replaceAll('\\"', '"'),
  )
    .filter((text) => text !== '')
    .join('\n');

const cut = (text: unknown): string => String(text).slice(0, MAX_TEXT_LENGTH);

import { createReason, type Reason } from '../reasons/reason';
import { isMultilineText } from '../text/characters';

const EMAIL_PATTERN = /^[^\s@]{1,64}@[^\s@]{1,189}$/;
const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const UUID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MAX_TEXT_LENGTH = 2000;
const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Describes the problem of a value for the path at which it was read. Any other error is reported as unreadable. */
export class MalformedValueError extends Error {
  constructor(readonly describe: (field: string) => Reason) {
    super();
  }
}

export const describeProblem = (error: unknown, field: string): Reason =>
  error instanceof MalformedValueError ? error.describe(field) : createReason('message.unreadable', { field });

type Parser<Value> = (value: unknown) => Value;

/** Reads the own properties of an object; a problem of a property has its path. */
export class FieldParser {
  private readonly fields: ReadonlyMap<string, unknown>;

  constructor(value: unknown) {
    this.fields = new Map(Object.entries(parseObject(value)));
  }

  parseRequired<Value>(name: string, parse: Parser<Value>): Value {
    try {
      return parse(this.fields.get(name));
    } catch (error) {
      throw new MalformedValueError((field) =>
        describeProblem(error, field.startsWith('(') ? name : `${field}.${name}`),
      );
    }
  }

  parseOptional<Value>(name: string, parse: Parser<Value>): Value | undefined {
    return this.fields.get(name) === undefined ? undefined : this.parseRequired(name, parse);
  }
}

export const parseText: Parser<string> = (value) => {
  if (typeof value !== 'string' || value.trim() === '')
    throw new MalformedValueError((field) => createReason('message.no-text', { field }));
  if (value.length > MAX_TEXT_LENGTH)
    throw new MalformedValueError((field) => createReason('message.too-long', { field, maximum: MAX_TEXT_LENGTH }));
  if (!isMultilineText(value))
    throw new MalformedValueError((field) => createReason('message.control-characters', { field }));
  return value.trim();
};

const parseMatching = (pattern: RegExp, value: unknown): string => {
  const text = parseText(value);
  if (!pattern.test(text)) throw new MalformedValueError((field) => createReason('message.format', { field }));
  return text;
};

export const parseCode: Parser<string> = (value) => parseMatching(CODE_PATTERN, value);

export const parseCount: Parser<number> = (value) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new MalformedValueError((field) => createReason('message.format', { field }));
  return value;
};

export const parseList = (value: unknown): unknown[] => {
  if (!Array.isArray(value)) throw new MalformedValueError((field) => createReason('message.no-list', { field }));
  return value;
};

export const createChoiceParser =
  <const Choices extends readonly string[]>(choices: Choices): Parser<Choices[number]> =>
  (value) => {
    const choice = choices.find((one) => one === value);
    if (choice === undefined)
      throw new MalformedValueError((field) => createReason('message.choice', { field, allowed: choices }));
    return choice;
  };

export const parseObject = (value: unknown): object => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new MalformedValueError((field) => createReason('message.no-object', { field }));
  return value;
};

export const parseUuid = (value: unknown): string => parseMatching(UUID_PATTERN, value);

export const parseEmail = (value: unknown): string => parseMatching(EMAIL_PATTERN, value).toLowerCase();

export const parseDate = (value: unknown): string => parseMatching(DATE_PATTERN, value);

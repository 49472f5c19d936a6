import { relative } from 'node:path';
import ts from 'typescript';

/** Position of the key among the arguments. The values follow it. */
const KEY_POSITIONS: ReadonlyMap<string, number> = new Map([
  ['t', 0],
  ['translate', 1],
  ['findMessage', 1],
  ['CliError', 1],
]);

/** Place in the sources that names messages. */
export interface MessageReference {
  place: string;
  /** Possible keys, by the type of the argument. */
  keys: readonly string[];
  /** Matches the keys instead if a part of them is known only at run time. */
  pattern?: RegExp;
  /** Sorted names of the values that a call passes; undefined if they are not written out. */
  values?: readonly string[];
}

/** Returns the calls and constructions that name messages, and all other strings, as a key may be assigned before the call. */
export function readReferences(program: ts.Program): MessageReference[] {
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter((source) => !/node_modules|\.d\.ts$/.test(source.fileName));
  return sources.flatMap((source) => {
    const references: MessageReference[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) references.push(...readCall(node, checker));
      if (ts.isStringLiteralLike(node) && !ts.isLiteralTypeNode(node.parent))
        references.push({ place: describePlace(node), keys: [node.text] });
      ts.forEachChild(node, visit);
    };
    visit(source);
    return references;
  });
}

function readCall(call: ts.CallExpression | ts.NewExpression, checker: ts.TypeChecker): MessageReference[] {
  const position = KEY_POSITIONS.get(call.expression.getText());
  const argument = position === undefined ? undefined : call.arguments?.[position];
  if (position === undefined || argument === undefined) return [];
  const place = describePlace(call);
  const values = readValueNames(call.arguments?.[position + 1]);
  const keys = listLiterals(checker.getTypeAtLocation(argument));
  if (keys.length > 0) return [{ place, keys, values }];
  return ts.isTemplateExpression(argument) ? [{ place, keys, pattern: buildPattern(argument), values }] : [];
}

/** Returns the members of a string literal type or of a union of them. */
const listLiterals = (type: ts.Type): string[] =>
  (type.isUnion() ? type.types : [type]).flatMap((member) => (member.isStringLiteral() ? [member.value] : []));

function buildPattern({ head, templateSpans }: ts.TemplateExpression): RegExp {
  const parts = [head.text, ...templateSpans.map(({ literal }) => literal.text)];
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
}

function readValueNames(argument: ts.Expression | undefined): string[] | undefined {
  if (argument === undefined) return [];
  if (!ts.isObjectLiteralExpression(argument) || argument.properties.some(ts.isSpreadAssignment)) return undefined;
  return argument.properties.map(({ name }) => name?.getText() ?? '').sort();
}

function describePlace(node: ts.Node): string {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart());
  return `${relative('', source.fileName)}:${String(line + 1)}`;
}

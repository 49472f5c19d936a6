import ts from 'typescript';
import { getLine, listNodes } from './sources';

export interface TopLevelFunction {
  name: string;
  line: number;
  isExported: boolean;
}

export interface FunctionLength {
  name: string;
  line: number;
  lines: number;
}

/** Lists function declarations and constant arrow functions. */
export function listTopLevelFunctions(source: ts.SourceFile): TopLevelFunction[] {
  const exportNames = listExportNames(source);
  return source.statements.flatMap(getFunctionNames).map((name) => ({
    name: name.text,
    line: getLine(source, name.getStart(source)),
    isExported: exportNames.includes(name.text),
  }));
}

function getFunctionNames(statement: ts.Statement): ts.Identifier[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name] : [];
  return getDeclarations(statement).flatMap(({ name, initializer }) =>
    ts.isIdentifier(name) && initializer && ts.isArrowFunction(initializer) ? [name] : [],
  );
}

const getDeclarations = (statement: ts.Statement): readonly ts.VariableDeclaration[] =>
  ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];

export function listExportNames(source: ts.SourceFile): string[] {
  return source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement))
      return statement.exportClause && ts.isNamedExports(statement.exportClause)
        ? statement.exportClause.elements.map(({ name }) => name.text)
        : [];
    return isExport(statement) ? getDeclaredNames(statement) : [];
  });
}

const isExport = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function getDeclaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return getDeclarations(statement).flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  const { name } = statement as ts.DeclarationStatement;
  return name ? [name.text] : [];
}

/** Measures every function with a block body, methods and nested functions included, without its doc comment. */
export function listFunctionLengths(source: ts.SourceFile): FunctionLength[] {
  return listNodes(source)
    .filter(ts.isBlock)
    .map(({ parent }) => parent)
    .filter(ts.isFunctionLike)
    .map((node) => {
      const line = getLine(source, node.getStart(source));
      return { name: getName(node, source), line, lines: getLine(source, node.end) - line + 1 };
    });
}

/** Returns the name of the function, or of the variable or property that holds it. */
function getName(node: ts.SignatureDeclaration, source: ts.SourceFile): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const { parent } = node;
  const holder = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent : node;
  return holder.name?.getText(source) ?? '(anonymous)';
}

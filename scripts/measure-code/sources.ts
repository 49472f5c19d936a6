import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const FOLDERS = ['src', 'workflows', 'activities', 'plans', 'scripts', 'bench'];

/** Reads and parses all TypeScript except tests and declaration files. */
export function readSources(root: string): ts.SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.d|\.test)\.tsx?$/.test(file))
      .sort()
      .map((file) => parseSource(join(folder, file), readFileSync(join(root, folder, file), 'utf8'))),
  );
}

export function parseSource(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Lists the node and all nodes below it, depth first. */
export function listNodes(node: ts.Node): ts.Node[] {
  const nodes = [node];
  ts.forEachChild(node, (child) => void nodes.push(...listNodes(child)));
  return nodes;
}

export function getLine(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}

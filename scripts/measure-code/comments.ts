import ts from 'typescript';
import { getLine } from './sources';

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;
/** Source text in a comment: it may contain any word. */
const QUOTED_CODE = /`[^`]*`/g;
const FILLER_WORD = /\b(?:what|who|whoever|somebody|someone|told|said|asked|given|anew)\b/gi;
const DOC_OPENING = /^\/\*\*[\s*]*(\w*)/;

/** A word of a comment, or the first word of a doc comment. */
export interface CommentWord {
  word: string;
  line: number;
}

export function listFillerWords(source: ts.SourceFile): CommentWord[] {
  return listComments(source).flatMap(({ text, position }) => {
    const prose = text.replaceAll(QUOTED_CODE, (code) => ' '.repeat(code.length));
    return [...prose.matchAll(FILLER_WORD)].map(({ 0: word, index }) => ({
      word: word.toLowerCase(),
      line: getLine(source, position + index),
    }));
  });
}

export function listDocOpenings(source: ts.SourceFile): CommentWord[] {
  return listComments(source).flatMap(({ text, position }) => {
    const word = DOC_OPENING.exec(text)?.[1];
    return word === undefined ? [] : [{ word, line: getLine(source, position) }];
  });
}

/** Lists the comments before each token: that text consists of spaces and comments alone, unlike text in JSX. */
function listComments(source: ts.SourceFile): { text: string; position: number }[] {
  return listTokens(source, source).flatMap((token) => {
    const start = token.getFullStart();
    const trivia = source.text.slice(start, token.getStart(source));
    return [...trivia.matchAll(COMMENT)].map(({ 0: text, index }) => ({ text, position: start + index }));
  });
}

function listTokens(node: ts.Node, source: ts.SourceFile): ts.Node[] {
  if (ts.isJSDoc(node)) return [];
  const children = node.getChildren(source);
  return children.length === 0 ? [node] : children.flatMap((child) => listTokens(child, source));
}

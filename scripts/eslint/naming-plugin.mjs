const WORD_LIST = { type: 'array', items: { type: 'string' } };

const isFunction = (node) => node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';

/** Lists the identifiers of functions that a declaration declares. */
function listFunctionIds(declaration) {
  if (declaration?.type === 'FunctionDeclaration') return declaration.id ? [declaration.id] : [];
  if (declaration?.type !== 'VariableDeclaration') return [];
  return declaration.declarations.filter(({ init }) => isFunction(init)).map(({ id }) => id);
}

/** Lists the exported names of the functions that an export statement exports. */
function listExportedIds({ declaration, specifiers, source }, program) {
  if (source || declaration) return listFunctionIds(declaration);
  const localNames = program.body.flatMap(listFunctionIds).map(({ name }) => name);
  return (specifiers ?? []).filter(({ local }) => localNames.includes(local.name)).map(({ exported }) => exported);
}

const noLoneParticiple = {
  meta: {
    type: 'suggestion',
    schema: [
      {
        type: 'object',
        properties: { banned: WORD_LIST, allowed: WORD_LIST },
        required: ['banned', 'allowed'],
        additionalProperties: false,
      },
    ],
    messages: { participle: 'Name the function "{{name}}" by a verb in the imperative and its object.' },
  },
  create(context) {
    const [{ banned, allowed }] = context.options;
    const isBanned = (name) => banned.includes(name) || (/^[a-z]+(?:ed|en|ing)$/.test(name) && !allowed.includes(name));
    const report = (node) => {
      for (const id of listExportedIds(node, context.sourceCode.ast))
        if (isBanned(id.name)) context.report({ node: id, messageId: 'participle', data: { name: id.name } });
    };
    return { ExportNamedDeclaration: report, ExportDefaultDeclaration: report };
  },
};

const docOpening = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { banned: WORD_LIST }, required: ['banned'], additionalProperties: false }],
    messages: { opening: 'Begin with a verb in the third person, a noun phrase or "True if", not with "{{word}}".' },
  },
  create(context) {
    const [{ banned }] = context.options;
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const word = comment.type === 'Block' && /^\*[\s*]*(\w+)/.exec(comment.value)?.[1];
          if (banned.includes(word)) context.report({ loc: comment.loc, messageId: 'opening', data: { word } });
        }
      },
    };
  },
};

/** Rules of CONTRIBUTING.md, "How we write". Increase the version with each change: the lint cache depends on it. */
export default {
  meta: { name: 'naming', version: '1' },
  rules: { 'no-lone-participle': noLoneParticiple, 'doc-opening': docOpening },
};

import type { Reader } from '../../reader.ts';

/**
 * Which functions a package offers and which are called. A Go import takes a whole package, and a shared `clients` package
 * would otherwise connect whoever imports it to everything that any of its functions connects to.
 */
export const functions: Reader = {
  name: 'go-functions',
  languages: ['Go'],
  *statement(statement, context) {
    if (statement.kind !== 'function' || statement.receiver !== undefined || context.around.length > 0) return;
    if (/^[A-Z]/.test(statement.name)) yield { kind: 'defines-function', at: statement.span, name: statement.name };
  },
  *expression(expression, context) {
    const path = expression.kind === 'call' || expression.kind === 'name' ? expression.path : [];
    const name = path.length > 2 ? path.slice(0, 2) : path;
    const isForeign = name.length === 2 && context.imports.has(name[0]!) && /^[A-Z]/.test(name[1]!);
    if (isForeign || (name.length === 1 && /^[A-Z]/.test(name[0]!)))
      yield { kind: 'calls-function', at: expression.span, name: name.at(-1)! };
  },
};

import type { Expression, Module, Statement } from '../../../../../src/core/extract/code/syntax.ts';

/** A module as short lines, so that a test can say what a text means. */
export const written = (module: Module): string[] => module.statements.flatMap(statement => lines(statement, ''));

function lines(statement: Statement, indent: string): string[] {
  switch (statement.kind) {
    case 'import':
      return [`${indent}import ${statement.from}${statement.names.map(name => ` ${name.local}=${name.imported}`).join('')}`];
    case 'assign':
      return [
        `${indent}${noted(statement)}${statement.target.join('.')}${statement.type ? `: ${statement.type}` : ''} = ${text(statement.value)}`,
      ];
    case 'return':
      return [`${indent}return ${text(statement.value)}`];
    case 'expression':
      return [`${indent}${text(statement.value)}`];
    case 'class':
      return [
        `${indent}${noted(statement)}class ${statement.name}(${parameters(statement)}) ${statement.bases.join(',')}`.trimEnd(),
        ...inside(statement, indent),
      ];
    case 'function':
      return [
        `${indent}${noted(statement)}function ${statement.receiver ? `${statement.receiver}.` : ''}${statement.name}(${parameters(statement)})`,
        ...inside(statement, indent),
      ];
  }
}

const inside = (statement: Extract<Statement, { kind: 'class' | 'function' }>, indent: string): string[] =>
  statement.body.flatMap(inner => lines(inner, `${indent}  `));

const parameters = (statement: Extract<Statement, { kind: 'class' | 'function' }>): string =>
  statement.parameters
    .map(parameter => `${parameter.name}: ${parameter.type ?? '?'}${parameter.default ? ` = ${text(parameter.default)}` : ''}`)
    .join(', ');

const noted = (statement: Extract<Statement, { kind: 'assign' | 'class' | 'function' }>): string =>
  statement.annotations.map(annotation => `@${annotation.name}(${values(annotation)}) `).join('');

const values = (call: Pick<Extract<Expression, { kind: 'call' }>, 'arguments' | 'named'>): string =>
  [...call.arguments.map(text), ...call.named.map(entry => `${entry.key}=${text(entry.value)}`)].join(', ');

function text(expression: Expression | undefined): string {
  switch (expression?.kind) {
    case undefined:
      return '-';
    case 'text':
      return JSON.stringify(expression.text);
    case 'number':
      return expression.text;
    case 'name':
      return expression.path.join('.');
    case 'join':
      return expression.parts.map(text).join(' + ');
    case 'choice':
      return `(${expression.options.map(text).join(' | ')})`;
    case 'call':
      return `${expression.constructs ? 'new ' : ''}${expression.on ? `[${text(expression.on)}].` : ''}${expression.path.join('.')}${expression.types.length > 0 ? `<${expression.types.join(',')}>` : ''}(${values(expression)})`;
    case 'index':
      return `${text(expression.object)}[${text(expression.key)}]`;
    case 'object':
      return `{${expression.entries.map(entry => `${entry.key}: ${text(entry.value)}`).join(', ')}}`;
    case 'list':
      return `[${expression.items.map(text).join(', ')}]`;
    case 'function':
      return `{${expression.body.flatMap(statement => lines(statement, '')).join('; ')}}`;
    case 'other':
      return `?(${expression.children.map(text).join(', ')})`;
  }
}

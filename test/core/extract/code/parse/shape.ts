import type { Annotation, Entry, Expression, Statement } from '../../../../../src/core/extract/code/syntax.ts';

const list = (items: readonly string[]): string => items.join(', ');
const entries = (named: readonly Entry[]): string[] => named.map(entry => `${entry.key}: ${shape(entry.value)}`);
const notes = (annotations: readonly Annotation[]): string =>
  annotations.map(one => `@${one.name}(${list([...one.arguments.map(shape), ...entries(one.named)])}) `).join('');

/** An expression on one line. */
export function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'text':
      return JSON.stringify(expression.text);
    case 'number':
      return expression.text;
    case 'join':
      return expression.parts.map(shape).join(' + ');
    case 'choice':
      return `(${expression.options.map(shape).join(' | ')})`;
    case 'name':
      return expression.path.join('.');
    case 'index':
      return `${shape(expression.object)}[${shape(expression.key)}]`;
    case 'object':
      return `{${list(entries(expression.entries))}}`;
    case 'list':
      return `[${list(expression.items.map(shape))}]`;
    case 'function':
      return `(${list(expression.parameters.map(parameter => parameter.name))}) => {${expression.body.map(statementShape).join('; ')}}`;
    case 'call':
      return `${expression.constructs ? 'new ' : ''}${expression.path.join('.')}(${list([...expression.arguments.map(shape), ...entries(expression.named)])})`;
    case 'other':
      return `<${list(expression.children.map(shape))}>`;
  }
}

/** A statement on one line. */
export function statementShape(statement: Statement): string {
  switch (statement.kind) {
    case 'import':
      return `import ${statement.from} (${list(statement.names.map(name => (name.local === name.imported ? name.local : `${name.imported} as ${name.local}`)))})`;
    case 'assign':
      return `${notes(statement.annotations)}${statement.target.join('.')}${statement.type ? `: ${statement.type}` : ''}${statement.value ? ` = ${shape(statement.value)}` : ''}`;
    case 'class':
      return `${notes(statement.annotations)}class ${[statement.name, ...statement.bases].join(' < ')} {${statement.body.map(statementShape).join('; ')}}`;
    case 'function':
      return `${notes(statement.annotations)}${statement.name}(${list(statement.parameters.map(one => `${notes(one.annotations)}${one.name}${one.type ? `: ${one.type}` : ''}`))}) {${statement.body.map(statementShape).join('; ')}}`;
    case 'return':
      return `return${statement.value ? ` ${shape(statement.value)}` : ''}`;
    case 'expression':
      return shape(statement.value);
  }
}

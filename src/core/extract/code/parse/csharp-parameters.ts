import type { Annotation, Parameter } from '../syntax.ts';
import { spanOf } from './build.ts';
import { argumentsOf } from './csharp-call.ts';
import { csharpExpression, textOf, type CsharpFile } from './csharp-expression.ts';
import { csharpPath } from './csharp-text.ts';
import { childOf, descendantsOf, firstOf, type SyntaxNode } from './cursor.ts';

/** `[HttpGet("{id}", Name = "x")]`, without the word Attribute. */
export function annotationsOf(node: SyntaxNode, file: CsharpFile): Annotation[] {
  const lists = node.children.filter(child => child.type === 'attribute_list');
  return lists
    .flatMap(list => [...descendantsOf(list, 'attribute')])
    .map(attribute => {
      const name = childOf(attribute, 'name');
      const given = argumentsOf(firstOf(attribute, 'attribute_argument_list'), file);
      return {
        name: name ? (csharpPath(textOf(name, file)).at(-1) ?? '').replace(/Attribute$/, '') : '',
        ...given,
        span: spanOf(attribute),
      };
    });
}

export function parametersOf(list: SyntaxNode | undefined, file: CsharpFile): Parameter[] {
  const parameters: Parameter[] = [];
  for (const node of list?.children ?? []) {
    const name = childOf(node, 'name') ?? (node.type === 'identifier' ? node : undefined);
    if (!name) continue;
    const type = childOf(node, 'type');
    const value = node.children[node.children.findIndex(child => child.type === '=') + 1];
    const hasDefault = node.children.some(child => child.type === '=') && value !== undefined;
    parameters.push({
      name: textOf(name, file),
      ...(type && { type: textOf(type, file).replace(/\?$/, '') }),
      annotations: annotationsOf(node, file),
      ...(hasDefault && { default: csharpExpression(value, file) }),
    });
  }
  return parameters;
}

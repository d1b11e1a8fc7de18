import type * as tree from 'oxc-parser';
import type { Annotation } from '../../syntax.ts';
import { expressionOf } from './expressions.ts';
import type { Reading } from './reading.ts';

/** `@Get('/orders')` by its dotted name. */
export function annotationsOf(decorators: readonly tree.Decorator[], into: Reading): Annotation[] {
  const annotations: Annotation[] = [];
  for (const decorator of decorators) {
    const value = expressionOf(decorator.expression, into);
    const span = [decorator.start, decorator.end] as const;
    if (value.kind === 'name') annotations.push({ name: value.path.join('.'), arguments: [], named: [], span });
    if (value.kind === 'call') annotations.push({ name: value.path.join('.'), arguments: value.arguments, named: [], span });
  }
  return annotations;
}

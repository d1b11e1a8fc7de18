import type { Annotation, Statement } from '../../../syntax.ts';
import { chain } from './chains.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';

/** `@Get('/orders')` by its dotted name, and all that follow. */
export function decorators(script: Script, into: Statement[]): Annotation[] {
  const annotations: Annotation[] = [];
  while (script.kind === token.AT) {
    const { start } = script;
    script.next();
    const value = chain(script, into, 'decorator');
    const span = [start, script.before] as const;
    if (value.kind === 'name') annotations.push({ name: value.path.join('.'), arguments: [], named: [], span });
    if (value.kind === 'call') annotations.push({ name: value.path.join('.'), arguments: value.arguments, named: [], span });
  }
  return annotations;
}

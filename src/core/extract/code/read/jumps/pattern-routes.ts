import type { CodeFact } from '../../../../model/fact.ts';
import type { ServesRoute } from '../../../../model/talk-fact.ts';
import { literal, unknown } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Call } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];
const SERVES = /^(?:on)?(get|post|put|patch|delete|all)$/i;

/** Routes that are regular expressions: `app.get(/^\/ratings\/[0-9]*$/, handler)`, `dispatcher.onGet(/^\/health/, handler)`. */
export function patternRoute(call: Call, name: string, { language }: Context): readonly CodeFact[] {
  const [pattern, handler] = call.arguments;
  if (pattern?.kind !== 'other' || pattern.children.length > 0 || (language !== 'TypeScript' && language !== 'JavaScript')) return NONE;
  const method = SERVES.exec(name)?.[1];
  if (method === undefined || (handler?.kind !== 'function' && handler?.kind !== 'name')) return NONE;
  const served = method.toLowerCase() === 'all' ? '*' : method.toUpperCase();
  return [{ kind: 'serves-route', at: pattern.span, method: served, path: unknown(PATTERN), via: call.path.join('.') }];
}

const PATTERN = 'it is a regular expression';

export const isPatternRoute = (fact: CodeFact): fact is ServesRoute =>
  fact.kind === 'serves-route' && fact.path.kind === 'unknown' && fact.path.why === PATTERN;

/** The path that a regular expression stands for, where it begins with one: groups and classes are parameters. */
export function withPath(fact: ServesRoute, text: string): readonly ServesRoute[] {
  const [, written] = /^\/\^?(\\\/.*)\/[a-z]*$/s.exec(text.slice(...fact.at)) ?? [];
  if (written === undefined) return [];
  const parts = written
    .replace(/\$$/, '')
    .split('\\/')
    .filter(part => part !== '')
    .map(part => (/^[\w.-]+$/.test(part) ? part : '{}'));
  return [{ ...fact, path: literal(`/${parts.join('/')}`) }];
}

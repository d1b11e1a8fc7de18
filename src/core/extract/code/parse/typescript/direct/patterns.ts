import type { Span } from '../../../../../model/source.ts';
import type { Expression, Statement } from '../../../syntax.ts';
import { assignment } from './expressions.ts';
import { propertyKey } from './keys.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { annotation } from './types.ts';

/** What a variable or a parameter takes apart. Defaults keep what is a statement inside them until it is known where they count. */
export type Pattern =
  | { readonly kind: 'name'; readonly name: string; readonly type?: string | undefined; readonly span: Span }
  | { readonly kind: 'members'; readonly members: readonly PatternMember[]; readonly span: Span }
  | { readonly kind: 'items'; readonly items: readonly (Pattern | undefined)[]; readonly span: Span }
  | {
      readonly kind: 'default';
      readonly of: Pattern;
      readonly value: Expression;
      readonly statements: readonly Statement[];
      readonly span: Span;
    };

export interface PatternMember {
  readonly key: string;
  readonly pattern: Pattern;
  readonly span: Span;
}

/** A name, `{ … }` or `[ … ]` with its type. */
export function pattern(script: Script): Pattern {
  const { start } = script;
  if (script.kind === token.OPEN_CURLY) return typed(members(script, start), script, start);
  if (script.kind === token.OPEN_SQUARE) return typed(items(script, start), script, start);
  if (script.kind !== token.WORD) script.fail();
  const name = script.word;
  script.next();
  if (script.kind === token.QUESTION || (script.kind === token.NOT && script.types && !script.breakBefore)) script.next();
  return { kind: 'name', name, type: annotation(script), span: [start, script.before] };
}

function typed(bare: Pattern, script: Script, start: number): Pattern {
  if (script.kind === token.QUESTION) script.next();
  if (script.kind !== token.COLON) return bare;
  annotation(script);
  return { ...bare, span: [start, script.before] };
}

/** With its default, where it has one. */
export function patternOrDefault(script: Script): Pattern {
  const { start } = script;
  const of = pattern(script);
  return script.kind === token.ASSIGN ? defaulted(of, script, start) : of;
}

function defaulted(of: Pattern, script: Script, start: number): Pattern {
  script.next();
  const statements: Statement[] = [];
  const value = assignment(script, statements);
  return { kind: 'default', of, value, statements, span: [start, script.before] };
}

function members(script: Script, start: number): Pattern {
  const found: PatternMember[] = [];
  script.next();
  while (script.kind !== token.CLOSE_CURLY) {
    if (script.takes(token.SPREAD)) pattern(script);
    else found.push(member(script));
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_CURLY);
  return { kind: 'members', members: found, span: [start, script.before] };
}

function member(script: Script): PatternMember {
  const { start, kind } = script;
  const key = propertyKey(script);
  if (script.takes(token.COLON)) {
    const value = patternOrDefault(script);
    return { key, pattern: value, span: [start, script.before] };
  }
  if (kind !== token.WORD) script.fail();
  const name: Pattern = { kind: 'name', name: key, span: [start, script.before] };
  const value = script.kind === token.ASSIGN ? defaulted(name, script, start) : name;
  return { key, pattern: value, span: [start, script.before] };
}

function items(script: Script, start: number): Pattern {
  const found: (Pattern | undefined)[] = [];
  script.next();
  while (script.kind !== token.CLOSE_SQUARE) {
    if (script.kind === token.COMMA) found.push(undefined);
    else if (script.takes(token.SPREAD)) {
      pattern(script);
      found.push(undefined);
    } else found.push(patternOrDefault(script));
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_SQUARE);
  return { kind: 'items', items: found, span: [start, script.before] };
}

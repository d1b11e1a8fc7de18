import { blanked } from '../../model/lines.ts';
import type { Span } from '../../model/source.ts';
import { join, literal, unknown, type Value } from '../../model/value.ts';
import { PLAIN, type Reading } from '../kubernetes/reading.ts';
import { type Action, actions } from './actions.ts';
import { evaluate, type Scope } from './pipeline.ts';

/** A template as plain YAML of the same length: actions are blanked, or replaced by a mark that `reading` understands. */
interface PlainTemplate {
  readonly text: string;
  readonly reading: Reading;
}

/** A mark is OPEN, two characters that count, and FILL up to the length of the action; all from the private use area. */
const OPEN = '\uE000';
const FILL = '\uE001';
const DIGIT = 0xe100;
const BASE = 0x1000;
const PRIVATE = /[\uE000-\uF8FF]/g;
const MARK = /\uE000([\uE100-\uF0FF])([\uE100-\uF0FF])\uE001*/g;

interface Marked {
  readonly value: Value;
  readonly text: string;
}

export function plainTemplate(text: string): PlainTemplate {
  const found = actions(text);
  const marked: Marked[] = [];
  const scopes = new Scopes();
  const pieces: string[] = [];
  let end = 0;
  for (const [index, action] of found.entries()) {
    if (action.at[0] < end) continue;
    pieces.push(text.slice(end, action.at[0]).replace(PRIVATE, '?'));
    const scope = scopes.enter(action);
    const skipped = action.kind === 'else' ? otherBranch(index, found, text) : undefined;
    end = skipped ?? action.at[1];
    if (skipped !== undefined) scopes.leave();
    const shown = action.kind === 'expression' && !structural(action, text);
    pieces.push(
      shown
        ? mark(marked.push({ value: evaluate(action.code, scope), text: `{{ ${action.code.replace(/\s+/g, ' ')} }}` }) - 1, action.at)
        : blanked(text.slice(action.at[0], end)),
    );
  }
  pieces.push(text.slice(end).replace(PRIVATE, '?'));
  return { text: pieces.join(''), reading: readingOf(marked) };
}

function mark(index: number, [start, end]: Span): string {
  const digits = String.fromCharCode(DIGIT + Math.floor(index / BASE), DIGIT + (index % BASE));
  return (OPEN + digits).padEnd(end - start, FILL);
}

function readingOf(marked: readonly Marked[]): Reading {
  const at = (high: string, low: string): Marked | undefined => marked[(high.charCodeAt(0) - DIGIT) * BASE + low.charCodeAt(0) - DIGIT];
  return {
    text: text => text.replace(MARK, (_, high: string, low: string) => at(high, low)?.text ?? ''),
    value: text => {
      const parts: Value[] = [];
      let end = 0;
      for (const match of text.matchAll(MARK)) {
        if (match.index > end) parts.push(PLAIN.value(text.slice(end, match.index)));
        parts.push(at(match[1]!, match[2]!)?.value ?? unknown('the template computes it'));
        end = match.index + match[0].length;
      }
      if (end < text.length || parts.length === 0) parts.push(end === 0 ? PLAIN.value(text) : literal(text.slice(end)));
      return join(parts);
    },
  };
}

/** What gives lines and not a text: it is indented, or it stands alone on its line. */
function structural({ code, at }: Action, text: string): boolean {
  if (/\bn?indent\b|\btoYaml\b|\btoJson\b|\btoRawJson\b/.test(code)) return true;
  const before = text.slice(text.lastIndexOf('\n', at[0] - 1) + 1, at[0]);
  const next = text.indexOf('\n', at[1]);
  return before.trim() === '' && text.slice(at[1], next < 0 ? text.length : next).trim() === '';
}

/** Of `{{ if }}a{{ else }}b{{ end }}` on one line only the first branch is read. Gives where the other ends. */
function otherBranch(index: number, found: readonly Action[], text: string): number | undefined {
  const start = found[index]!.at[0];
  const onLine = (action: Action | undefined): action is Action =>
    action !== undefined && !text.slice(Math.min(start, action.at[0]), Math.max(start, action.at[1])).includes('\n');
  let depth = 0;
  for (let at = index - 1; depth === 0; at--) {
    const action = found[at];
    if (!onLine(action) || index - at > MOST_ON_LINE) return undefined;
    depth += steps(action);
    if (depth < 0) return undefined;
  }
  let open = 1;
  for (let at = index + 1; at - index < MOST_ON_LINE && onLine(found[at]); at++) {
    open += steps(found[at]!);
    if (open === 0) return found[at]!.at[1];
  }
  return undefined;
}

const MOST_ON_LINE = 50;

const steps = ({ kind }: Action): number => (kind === 'open' ? 1 : kind === 'end' ? -1 : 0);

/** Follows `with`, `range` and assignments through a template. */
class Scopes {
  private readonly dots: (string | undefined)[] = [''];
  private readonly variables = new Map<string, Value>();

  /** The scope that the action itself is read in. */
  enter(action: Action): Scope {
    const scope = this.scope();
    if (action.kind === 'end') this.leave();
    else if (action.kind === 'open') this.dots.push(this.inner(action, scope));
    else if (action.kind === 'assignment') this.assign(action.code, scope);
    return scope;
  }

  leave(): void {
    if (this.dots.length > 1) this.dots.pop();
  }

  private scope(): Scope {
    const dot = this.dots.at(-1);
    return { ...(dot !== undefined && { dot }), variables: this.variables };
  }

  private inner({ word, code }: Action, scope: Scope): string | undefined {
    if (word === 'if') return scope.dot;
    if (word === 'define' || word === 'block') return '';
    const expression = code.slice(word.length).trim();
    const assigned = /^(\$\w+)(?:\s*,\s*(\$\w+))?\s*:=/.exec(expression);
    if (word === 'range') {
      for (const name of assigned?.slice(1) ?? [])
        if (name) this.variables.set(name, unknown('it differs from run to run of a loop in the template'));
      return undefined;
    }
    if (assigned) this.assign(expression, scope);
    const value = evaluate(assigned ? expression.slice(assigned[0].length) : expression, scope);
    return value.kind === 'env' ? value.name : undefined;
  }

  /** The first value counts: later ones are in branches. */
  private assign(code: string, scope: Scope): void {
    const [whole = '', name] = /^(\$\w+)\s*:?=/.exec(code) ?? [];
    if (name && !this.variables.has(name)) this.variables.set(name, evaluate(code.slice(whole.length), scope));
  }
}

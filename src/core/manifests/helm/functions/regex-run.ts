import { TemplateError } from '../value.ts';
import { regexSyntax } from './regex-syntax.ts';
import type { Assertion, Pattern } from './regex-syntax.ts';

/** Steps of a machine that follows all ways through a pattern at once, so that no pattern is slow: time is text × pattern. */
type Step =
  | { readonly kind: 'character'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'assertion'; readonly holds: Assertion }
  | { readonly kind: 'save'; readonly slot: number }
  | { kind: 'either'; first: number; second: number }
  | { kind: 'jump'; to: number }
  | { readonly kind: 'match' };

export interface Regex {
  readonly steps: readonly Step[];
  readonly groups: readonly string[];
}

/** Where a match and its groups start and end, in pairs; undefined where a group took no part. */
export type Match = readonly (number | undefined)[];

const MOST_STEPS = 20_000;
/** Characters × steps for one call: about a second. */
const MOST_WORK = 30_000_000;

export function regex(source: string): Regex {
  const { pattern, groups } = regexSyntax(source);
  const steps: Step[] = [];
  compile({ kind: 'group', index: 0, inner: pattern }, steps);
  steps.push({ kind: 'match' });
  return { steps, groups };
}

function compile(pattern: Pattern, steps: Step[]): void {
  if (steps.length > MOST_STEPS) throw new TemplateError('error parsing regexp: expression is too large');
  switch (pattern.kind) {
    case 'character':
    case 'assertion':
      steps.push(pattern);
      return;
    case 'sequence':
      for (const part of pattern.parts) compile(part, steps);
      return;
    case 'group':
      steps.push({ kind: 'save', slot: pattern.index * 2 });
      compile(pattern.inner, steps);
      steps.push({ kind: 'save', slot: pattern.index * 2 + 1 });
      return;
    case 'choice':
      return compileChoice(pattern.options, steps);
    case 'repeat':
      return compileRepeat(pattern, steps);
  }
}

function compileChoice([first, ...others]: readonly Pattern[], steps: Step[]): void {
  if (!first) return;
  if (others.length === 0) return compile(first, steps);
  const fork: Step = { kind: 'either', first: steps.length + 1, second: 0 };
  steps.push(fork);
  compile(first, steps);
  const jump: Step = { kind: 'jump', to: 0 };
  steps.push(jump);
  fork.second = steps.length;
  compileChoice(others, steps);
  jump.to = steps.length;
}

function compileRepeat({ inner, low, high, greedy }: Extract<Pattern, { kind: 'repeat' }>, steps: Step[]): void {
  for (let count = 0; count < low; count++) compile(inner, steps);
  const forks: Extract<Step, { kind: 'either' }>[] = [];
  const optional = (): void => {
    const fork: Extract<Step, { kind: 'either' }> = { kind: 'either', first: steps.length + 1, second: 0 };
    forks.push(fork);
    steps.push(fork);
    compile(inner, steps);
  };
  if (high === Infinity) {
    const start = steps.length;
    optional();
    steps.push({ kind: 'jump', to: start });
  } else for (let count = low; count < high; count++) optional();
  for (const fork of forks) {
    fork.second = steps.length;
    if (!greedy) [fork.first, fork.second] = [fork.second, fork.first];
  }
}

interface Thread {
  readonly step: number;
  readonly slots: Match;
}

/** A text that is searched, with what may still be spent on it. */
interface Search {
  readonly regex: Regex;
  readonly text: string;
  work: number;
}

export const searchOf = (regex: Regex, text: string): Search => ({ regex, text, work: MOST_WORK });

/** The leftmost match from a place on; of several there the one that a backtracking search would find first. */
export function nextMatch(search: Search, from: number): Match | undefined {
  const { text, regex } = search;
  let found: Match | undefined;
  let threads: Thread[] = [];
  for (let at = from; at <= text.length;) {
    const seen = new Uint8Array(regex.steps.length);
    const ready: Thread[] = [];
    for (const thread of threads) follow(search, thread, at, seen, ready);
    if (!found) follow(search, { step: 0, slots: [] }, at, seen, ready);
    if (found && ready.length === 0) return found;
    const character = at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : '';
    threads = [];
    for (const thread of ready) {
      const step = regex.steps[thread.step]!;
      if (step.kind === 'match') {
        found = thread.slots;
        break;
      }
      if (step.kind === 'character' && character !== '' && step.fits(character))
        threads.push({ step: thread.step + 1, slots: thread.slots });
    }
    if (found && threads.length === 0) return found;
    at += character.length || 1;
  }
  return found;
}

/** The steps at which a thread waits for a character, those preferred first. */
function follow(search: Search, start: Thread, at: number, seen: Uint8Array, ready: Thread[]): void {
  const waiting: Thread[] = [start];
  for (let thread = waiting.pop(); thread; thread = waiting.pop()) {
    if (seen[thread.step]) continue;
    seen[thread.step] = 1;
    if ((search.work -= 1) < 0) throw new TemplateError('the text is too long for this regular expression; it is not searched to its end.');
    const step = search.regex.steps[thread.step]!;
    const next = (to: number, slots: Match = thread!.slots) => waiting.push({ step: to, slots });
    if (step.kind === 'jump') next(step.to);
    else if (step.kind === 'either') {
      next(step.second);
      next(step.first);
    } else if (step.kind === 'save') next(thread.step + 1, saved(thread.slots, step.slot, at));
    else if (step.kind === 'assertion') {
      if (step.holds(search.text, at)) next(thread.step + 1);
    } else ready.push(thread);
  }
}

function saved(slots: Match, slot: number, at: number): Match {
  const copy = [...slots];
  while (copy.length < slot) copy.push(undefined);
  copy[slot] = at;
  return copy;
}

import { lineEnd } from '../../model/lines.ts';
import type { SetsEnv } from '../../model/variable-fact.ts';
import type { Problem, Source } from '../../model/source.ts';
import { literal, type Value } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { DOTENV, interpolate } from '../interpolation.ts';

/** Names that mark a file as a list of what there is to set. */
const EXAMPLE = /(?:^|[-_.])(?:example|sample|template|dist|tpl|tmpl)(?:[-_.]|$)/i;

export const dotenv: Extractor = {
  name: 'dotenv',
  include: ['**/.env', '**/.env.*', '**/*.env', '**/*.env.*', '**/.env-*', '**/env.example', '**/env.sample', '**/env.template'],
  extract,
};

function extract({ path, text }: Source): { readonly facts: readonly SetsEnv[]; readonly problems: readonly Problem[] } {
  const facts: SetsEnv[] = [];
  const problems: Problem[] = [];
  if (text.includes('\0') || NOT_VARIABLES.test(path)) return { facts, problems };
  const example = EXAMPLE.test(path.slice(path.lastIndexOf('/') + 1));
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length;) {
    const end = lineEnd(text, start);
    const read = setting(text, start, end);
    if (read === 'none' && problems.length < MOST_PROBLEMS) problems.push({ at: [start, end], message: 'Expected NAME=value.' });
    if (typeof read === 'object')
      facts.push({
        kind: 'sets-env',
        at: [read.start, read.end],
        name: read.name,
        value: read.value,
        format: 'dotenv',
        ...(example && { example }),
        ...(!(read.value.kind === 'literal' && read.value.text === read.written) && { written: read.written }),
      });
    start = (typeof read === 'object' ? lineEnd(text, read.end) : end) + 1;
  }
  return { facts, problems };
}

/** `app.env.ts` and the like are code that reads variables. */
const NOT_VARIABLES = /\.(?:[cm]?[jt]sx?|json|ya?ml|py|go|rb|java|cs|sh|md|html|vue|svelte|d|map|lock|gpg|enc|age)$/i;
const MOST_PROBLEMS = 20;

interface Setting {
  readonly name: string;
  readonly written: string;
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

const NAME = /(?:export[ \t]+)?([\w.-]+)[ \t]*/y;

/** `blank`: an empty line, a comment, or a name that only passes a variable on. */
function setting(text: string, from: number, end: number): Setting | 'blank' | 'none' {
  let start = from;
  while (start < end && (text[start] === ' ' || text[start] === '\t' || text[start] === '\r')) start++;
  if (start >= end || text[start] === '#') return 'blank';
  NAME.lastIndex = start;
  const name = NAME.exec(text)?.[1];
  if (name === undefined) return 'none';
  const sign = NAME.lastIndex;
  if (sign >= end || text[sign] === '\r' || text[sign] === '#') return 'blank';
  if (text[sign] !== '=' && text[sign] !== ':') return 'none';
  const found = valueAt(text, sign + 1, end);
  return { name, start, written: text.slice(sign + 1, Math.max(found.end, end)), ...found };
}

function valueAt(text: string, from: number, end: number): { readonly value: Value; readonly end: number } {
  let start = from;
  while (start < end && (text[start] === ' ' || text[start] === '\t')) start++;
  const quote = text[start];
  const close = quote === '"' || quote === "'" || quote === '`' ? closingQuote(text, start + 1, quote) : -1;
  if (close > 0) {
    const inside = text.slice(start + 1, close);
    return { value: quote === '"' ? interpolate(unescaped(inside), DOTENV) : literal(inside), end: close + 1 };
  }
  const written = text.slice(start, end).replace(/\r$/, '');
  const comment = /(?:^|[ \t])#/.exec(written);
  const bare = (comment ? written.slice(0, comment.index) : written).trimEnd();
  return { value: interpolate(bare, DOTENV), end: start + bare.length };
}

/** Quoted texts may go on over lines, but not for ever: a lone quote must not swallow the file. */
const LONGEST_QUOTED = 20_000;

function closingQuote(text: string, from: number, quote: string): number {
  const last = Math.min(text.length, from + LONGEST_QUOTED);
  for (let at = from; at < last; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return /^[ \t\r]*(?:#.*)?$/.test(text.slice(at + 1, Math.min(lineEnd(text, at), at + 1_000))) ? at : -1;
  }
  return -1;
}

const unescaped = (inside: string): string =>
  inside.replace(/\\([nrt"\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter] ?? letter).replace(/\r\n/g, '\n');

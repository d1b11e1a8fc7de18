import { env, join, literal, unknown, type Value } from '../model/value.ts';

/** How a format writes a variable inside a text. `${NAME}` with its modifiers is understood in all of them. */
export interface Dialect {
  /** `$NAME` */
  readonly bare?: boolean;
  /** `$$` is a dollar. */
  readonly doubled?: boolean;
  /** `\$` is a dollar. */
  readonly escaped?: boolean;
  /** What `$(…)` is: Kubernetes takes a variable, a shell runs a command. */
  readonly parentheses?: 'variable' | 'command';
}

export const COMPOSE: Dialect = { bare: true, doubled: true };
export const DOTENV: Dialect = { bare: true, escaped: true };
export const DOCKERFILE: Dialect = { bare: true, escaped: true };
export const SHELL: Dialect = { bare: true, escaped: true, parentheses: 'command' };
export const KUBERNETES: Dialect = { doubled: true, parentheses: 'variable' };
/** Only `${NAME}`: envsubst over files in which `$name` means something else (nginx). */
export const BRACES: Dialect = {};

/** A closing brace further away belongs to something else, and texts of machine-made depth are not worth a stack. */
const LONGEST_REFERENCE = 5_000;
/** A text with so many that do not close has none. */
const MOST_OPEN = 50;
const DEEPEST = 20;

/** Pure and total: what is no reference stays text. */
export function interpolate(text: string, dialect: Dialect = COMPOSE): Value {
  return text.includes('$') ? read(text, dialect, 0) : literal(text);
}

interface Reference {
  readonly value: Value;
  readonly end: number;
}

function read(text: string, dialect: Dialect, depth: number): Value {
  if (depth > DEEPEST) return unknown('its variables are nested too deeply');
  const parts: Value[] = [];
  let start = 0;
  let open = 0;
  for (let dollar = text.indexOf('$'); dollar >= 0 && open < MOST_OPEN; dollar = text.indexOf('$', dollar)) {
    const found = reference(text, dollar, { dialect, depth });
    if (!found) {
      if (text[dollar + 1] === '{' || text[dollar + 1] === '(') open++;
      dollar++;
      continue;
    }
    const escaped = dialect.escaped === true && text[dollar - 1] === '\\';
    const before = text.slice(start, escaped ? dollar - 1 : dollar);
    if (before) parts.push(literal(before));
    parts.push(escaped ? literal('$') : found.value);
    start = escaped ? dollar + 1 : found.end;
    dollar = start;
  }
  if (start < text.length || parts.length === 0) parts.push(literal(text.slice(start)));
  return join(parts);
}

const BARE = /[A-Za-z_]\w*/y;

function reference(
  text: string,
  dollar: number,
  { dialect, depth }: { readonly dialect: Dialect; readonly depth: number },
): Reference | undefined {
  const next = text[dollar + 1];
  if (next === '$' && dialect.doubled) return { value: literal('$'), end: dollar + 2 };
  if (next === '{') {
    const end = closing(text, dollar + 2, '{}');
    const value = end === undefined ? undefined : braced(text.slice(dollar + 2, end), dialect, depth);
    return value && { value, end: end! + 1 };
  }
  if (next === '(' && dialect.parentheses) {
    const end = closing(text, dollar + 2, '()');
    if (end === undefined) return undefined;
    const inside = text.slice(dollar + 2, end);
    if (dialect.parentheses === 'command') return { value: unknown(`it is what the command ${inside.slice(0, 60)} prints`), end: end + 1 };
    return /^[\w.-]+$/.test(inside) ? { value: env(inside), end: end + 1 } : undefined;
  }
  if (!dialect.bare) return undefined;
  BARE.lastIndex = dollar + 1;
  const name = BARE.exec(text)?.[0];
  return name === undefined ? undefined : { value: env(name), end: BARE.lastIndex };
}

/** Where the bracket closes that is open at `from`. */
function closing(text: string, from: number, [open, close]: string): number | undefined {
  let depth = 1;
  const last = Math.min(text.length, from + LONGEST_REFERENCE);
  for (let at = from; at < last; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return undefined;
}

const BRACED = /^([A-Za-z_]\w*)(?:(:?[-=])([^]*)|(:?\+)([^]*)|:?\?[^]*|[#%/^,@:[][^]*)?$/;

function braced(inside: string, dialect: Dialect, depth: number): Value | undefined {
  const match = BRACED.exec(inside);
  if (!match) return undefined;
  const [, name = '', falls, fallback = '', replaces, alternative = ''] = match;
  if (falls) return env(name, read(fallback, dialect, depth + 1));
  if (replaces) return { kind: 'choice', options: [read(alternative, dialect, depth + 1), literal('')] };
  return env(name);
}

/** The text that a value has when nothing outside the file sets a variable; a variable without a fallback stays `${NAME}`. */
export function plainText(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'env':
      return value.fallback ? plainText(value.fallback) : `\${${value.name}}`;
    case 'join':
      return value.parts.map(plainText).join('');
    case 'choice':
      return value.options[0] ? plainText(value.options[0]) : '';
    case 'name':
      return `\${${value.path.join('.')}}`;
    case 'unknown':
      return '';
  }
}

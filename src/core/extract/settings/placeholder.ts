import { env, join, literal, unknown, type Value } from '../../model/value.ts';

/** Placeholders nested deeper than this are no configuration; the rest stays text. */
const DEEPEST = 16;

const OPEN = /\$\{|\{\{|\{\$|\{env\.|\$(?=[A-Z_][A-Z0-9_]*)/;

/**
 * The value of a text of a configuration file with the placeholders of its kind: `${VAR}`, `${VAR:default}` (Spring), `${VAR:-default}` (shell),
 * `${env:VAR}` (OpenTelemetry), `{$VAR:default}` and `{env.VAR}` (Caddy), `$VAR`, `{{ .Values.users.url }}`. Total: what does not close stays text.
 */
export function templated(text: string, depth = 0): Value {
  if (depth > DEEPEST || !OPEN.test(text)) return literal(text);
  const parts: Value[] = [];
  let rest = text;
  for (let found = OPEN.exec(rest); found; found = OPEN.exec(rest)) {
    const end = endOf(rest, found);
    if (end === undefined) break;
    if (found.index > 0) parts.push(literal(rest.slice(0, found.index)));
    parts.push(held(rest.slice(found.index + found[0].length, end.inner), found[0], depth));
    rest = rest.slice(end.outer);
  }
  if (rest !== '' || parts.length === 0) parts.push(literal(rest));
  return join(parts);
}

function endOf(text: string, open: RegExpExecArray): { inner: number; outer: number } | undefined {
  const start = open.index + open[0].length;
  if (open[0] === '$') {
    const length = /^[A-Z0-9_]*/.exec(text.slice(start, start + 80))![0].length;
    return { inner: start + length, outer: start + length };
  }
  if (open[0] === '{{') {
    const close = text.indexOf('}}', start);
    return close < 0 ? undefined : { inner: close, outer: close + 2 };
  }
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return { inner: at, outer: at + 1 };
  }
  return undefined;
}

const SHELL = /^([A-Z_][A-Z0-9_]*)(?::?-|:?=)([\s\S]*)$/;
const NAMED = /^([\w.$[\]/-]+)(?::([\s\S]*))?$/;
const REQUIRED = /^(\w+):?[?+]/;

function held(inner: string, open: string, depth: number): Value {
  if (open === '{{') return ofTemplate(inner.trim());
  const text = inner.trim().replace(/^(env|ENV)[:.]/, '');
  const required = REQUIRED.exec(text);
  if (required) return env(required[1]!);
  const match = SHELL.exec(text) ?? NAMED.exec(text);
  if (!match) return unknown(`it is computed from ${text.slice(0, 60)}`);
  return match[2] === undefined ? env(match[1]!) : env(match[1]!, templated(unquoted(match[2]), depth + 1));
}

const unquoted = (text: string): string => /^(["'])([^]*)\1$/.exec(text)?.[2] ?? text;

const FUNCTION = /^-?\s*(?:env|getenv|getv|lookup\('env',)\s*\(?\s*["'`]\/?(\w+)["'`]/i;
const MEMBER = /^-?\s*(?:\.|)(?:Env|env|ENV)\.(\w+)\s*-?$/;
const DOTTED = /^-?\s*\.?([A-Za-z_]\w*(?:\.\w+)*)/;

/** Helm, Consul template, dockerize and Jinja: a variable is an env, a path of values is a name, the rest is computed. */
function ofTemplate(inner: string): Value {
  const variable = FUNCTION.exec(inner) ?? MEMBER.exec(inner);
  if (variable) return env(variable[1]!);
  const path = DOTTED.exec(inner);
  if (path && path[1]!.includes('.')) return { kind: 'name', path: path[1]!.split('.') };
  return unknown(`it is computed by the template {{ ${inner.slice(0, 60)} }}`);
}

/** `a:1,b:2` is two values; commas inside a placeholder's default do not part. */
export function split(value: Value, separator = /[,;]\s*|\s+/): readonly Value[] {
  if (value.kind === 'env' && value.fallback) {
    const fallbacks = split(value.fallback, separator);
    return fallbacks.length > 1 ? [value, ...fallbacks.slice(1)] : [value];
  }
  const parts = value.kind === 'join' ? value.parts : [value];
  const groups: Value[][] = [[]];
  for (const part of parts) {
    if (part.kind !== 'literal') {
      groups.at(-1)!.push(part);
      continue;
    }
    part.text.split(separator).forEach((text, index) => {
      if (index > 0) groups.push([]);
      if (text !== '') groups.at(-1)!.push(literal(text));
    });
  }
  return groups.filter(group => group.length > 0).map(group => join(group));
}

/** The text that a value has without any variable set: literals, fallbacks, and nothing for what is not known. */
export function plain(value: Value): string {
  switch (value.kind) {
    case 'literal':
      return value.text;
    case 'env':
      return value.fallback ? plain(value.fallback) : '';
    case 'join':
      return value.parts.map(plain).join('');
    case 'choice':
      return value.options.length > 0 ? plain(value.options[0]!) : '';
    case 'name':
    case 'unknown':
      return '';
  }
}

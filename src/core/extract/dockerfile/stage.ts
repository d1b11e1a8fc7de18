import type { EnvEntry, PortEntry } from '../../model/deployment-parts.ts';
import type { Span } from '../../model/source.ts';
import { env, join, literal, type Value } from '../../model/value.ts';
import { DOCKERFILE, interpolate, plainText } from '../interpolation.ts';
import { shellWords, type Word } from '../shell-words.ts';
import type { Instruction } from './instructions.ts';

/** `NAME=value NAME2="value 2"`, or the old form `NAME the rest of the line`. */
export function settings({ body, start, at }: Instruction): readonly EnvEntry[] {
  const old = /^([\w.-]+)[ \t]+([^]*)$/.exec(body);
  if (old && !/^[\w.-]+=/.test(body)) {
    const written = old[2]!.trim().replace(/^(["'])([^]*)\1$/, '$2');
    return [{ name: old[1]!, value: interpolate(written, DOCKERFILE), at }];
  }
  return shellWords(body, start, DOCKERFILE).flatMap(word => assignment(word));
}

/** `ARG NAME` has no value, `ARG NAME=value` a default. */
export const declared = ({ body, start }: Instruction): readonly EnvEntry[] =>
  shellWords(body, start, DOCKERFILE).flatMap(word => assignment(word, true));

function assignment({ value, at }: Word, bare = false): readonly EnvEntry[] {
  const [first, ...rest] = value.kind === 'join' ? value.parts : [value];
  if (first?.kind !== 'literal') return [];
  const [, name, begin] = /^([\w.-]+)=([^]*)$/.exec(first.text) ?? [];
  if (name === undefined) return bare && rest.length === 0 && /^[\w.-]+$/.test(first.text) ? [{ name: first.text, at }] : [];
  return [{ name, value: join([...(begin || rest.length === 0 ? [literal(begin!)] : []), ...rest]), at }];
}

/** `EXPOSE 80 443/tcp 8000-8002 $PORT`; a variable counts with the default of its ARG or ENV. */
export function exposed({ body, start }: Instruction, known: ReadonlyMap<string, Value>): readonly PortEntry[] {
  return shellWords(body, start, DOCKERFILE).flatMap(({ value, at }): PortEntry[] => {
    const resolved = withDefaults(value, known);
    const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/\w+)?$/.exec(plainText(resolved)) ?? [];
    if (from === undefined) return value.kind === 'literal' ? [] : [{ at, target: 0, value: resolved }];
    const count = to === undefined ? 1 : Math.min(100, Math.max(1, Number(to) - Number(from) + 1));
    return Array.from({ length: count }, (_, index) => ({ at, target: Number(from) + index }));
  });
}

/** A variable of the Dockerfile has the value that it was given above, unless somebody sets it from outside. */
export function withDefaults(value: Value, known: ReadonlyMap<string, Value>): Value {
  if (value.kind === 'env') {
    const fallback = value.fallback ? withDefaults(value.fallback, known) : known.get(value.name);
    return fallback ? env(value.name, fallback) : value;
  }
  return value.kind === 'join' ? join(value.parts.map(part => withDefaults(part, known))) : value;
}

interface Copy {
  readonly sources: readonly { readonly path: string; readonly at: Span }[];
  readonly to: string;
  /** The stage or image of `--from`. */
  readonly stage?: string;
}

/** COPY and ADD in both forms. Heredocs and addresses are no sources. */
export function copy(instruction: Instruction): Copy | undefined {
  const flags = /^(?:\s*--[\w-]+(?:=\S+)?)*\s*/.exec(instruction.body)![0];
  const body = instruction.body.slice(flags.length);
  const words =
    jsonWords({ ...instruction, body, start: instruction.start + flags.length }) ??
    shellWords(body, instruction.start + flags.length, DOCKERFILE);
  const paths = words.map(({ value, at }) => ({ path: written(value), at }));
  const target = paths.at(-1);
  if (!target || paths.length < 2 || body.includes('<<')) return undefined;
  const stage = /--from=(\S+)/.exec(flags)?.[1];
  return { sources: paths.slice(0, -1).filter(({ path }) => !/^(?:https?:|git@)/.test(path)), to: target.path, ...(stage && { stage }) };
}

/** CMD and ENTRYPOINT: words of the JSON form, where a script given to a shell is parted too, or of the shell form. */
export function command(instruction: Instruction): readonly Word[] {
  const listed = jsonWords(instruction);
  if (!listed) return shellWords(instruction.body, instruction.start);
  return listed.flatMap(({ value, at }) => {
    const text = value.kind === 'literal' ? value.text : '';
    return /[\s;|&]/.test(text.trim()) ? shellWords(text).map(word => ({ value: word.value, at })) : [{ value: interpolate(text), at }];
  });
}

/** The JSON form with spans, before variables are replaced; absent where it is no list of texts. */
function jsonWords({ body, start }: Instruction): readonly Word[] | undefined {
  const trimmed = body.trim();
  if (!trimmed.startsWith('[') || !trimmed.endsWith(']')) return undefined;
  return Array.from(body.matchAll(/"((?:[^"\\]|\\.)*)"/g), match => ({
    value: literal(match[1]!.replace(/\\(["\\/])/g, '$1')),
    at: [start + match.index, start + match.index + match[0].length] as const,
  }));
}

/** A text with its variables as they are written, whatever their defaults: the one who builds may set them. */
export function written(value: Value): string {
  if (value.kind === 'env') return `\${${value.name}}`;
  return value.kind === 'join' ? value.parts.map(written).join('') : plainText(value);
}

import type { Source } from '../../model/source.ts';
import { originsOf } from '../tree.ts';
import { readDotenv } from './dotenv.ts';
import { Failure, refuse } from './failure.ts';
import type { Lookup, Variable } from './interpolate.ts';
import { absence, overlooking, textAt, type Session } from './loading.ts';
import { isNull, isText, list, mapping, textOf, valueOf, withEntry, type Entry, type MappingNode, type Node } from './node.ts';
import { shownText } from './go-text.ts';

interface FromFiles {
  readonly session: Session;
  readonly variables: ReadonlyMap<string, Variable>;
  /** The service before it is printed: its files are not printed. */
  readonly written: Node | undefined;
}

/** A service with what its env_file and label_file say. Its own environment wins, and is seen inside of the files. */
export function withFiles(service: MappingNode, from: FromFiles): MappingNode {
  return withLabels(withVariableFiles(service, from), from);
}

function withVariableFiles(service: MappingNode, { session, variables, written }: FromFiles): MappingNode {
  const files = valueOf(written, 'env_file');
  if (files?.kind !== 'sequence' || files.items.length === 0) return service;
  const own = valueOf(service, 'environment');
  const known = variablesOf(own);
  const into = new Map(known);
  const lookup: Lookup = name => variables.get(name) ?? known.get(name);
  for (const file of files.items) {
    const found = new Map(into);
    if (!readInto(found, file, { session, lookup })) continue;
    for (const [name, value] of found)
      if (into.get(name) !== value)
        into.set(name, { text: value.text, origins: originsOf(value.origins, valueOf(file, 'path')?.origins ?? []) });
  }
  return withTexts(service, 'environment', { into, own });
}

function readInto(
  into: Map<string, Variable>,
  file: Node,
  { session, lookup }: { readonly session: Session; readonly lookup: Lookup },
): boolean {
  const path = textOf(file, 'path') ?? '';
  const source = textAt(session, path);
  if (!source) return missing(path, file, session);
  const format = textOf(file, 'format') ?? '';
  if (format === 'raw') readRaw(source, { lookup, into });
  else if (format === '' || format === '.env') readDotenv(source, { lookup, into, onUnset: unset => session.unset.push(unset) });
  else refuse(`The format ${format} of an env_file is not known; leave it out, or write raw.`, valueOf(file, 'format'));
  return true;
}

function missing(path: string, file: Node, session: Session): boolean {
  const required = valueOf(file, 'required');
  const isOptional = required?.kind === 'scalar' && /^(false|n|no|off)$/i.test(shownText(required));
  if (!isOptional)
    overlooking(session, () => refuse(`${absence(session, path)}; create it, or write required: false.`, valueOf(file, 'path')));
  return false;
}

/** `format: raw`: quotes, `#` and `$` are part of the value. */
function readRaw({ path, text }: Source, { lookup, into }: { readonly lookup: Lookup; readonly into: Map<string, Variable> }): void {
  let start = 0;
  for (const whole of text.split('\n')) {
    const line = whole.replace(/\r$/, '').trimStart();
    const at = start + whole.length - whole.trimStart().length;
    start += whole.length + 1;
    if (line === '' || line.startsWith('#')) continue;
    const equals = line.indexOf('=');
    const name = equals < 0 ? line : line.slice(0, equals);
    const span = (from: number, to: number) => ({ file: path, span: [from, Math.min(to, text.length)] as const });
    if (name === '' || /\s/.test(name))
      throw new Failure('The name of a variable is missing or holds a space; write NAME=value.', span(at, at + line.length));
    const known = lookup(name);
    if (equals >= 0)
      into.set(name, { text: line.slice(equals + 1), origins: [span(equals + 1 < line.length ? at + equals + 1 : at, at + line.length)] });
    else if (known) into.set(name, { text: known.text, origins: originsOf([span(at, at + line.length)], known.origins) });
  }
}

function variablesOf(node: Node | undefined): Map<string, Variable> {
  const found = new Map<string, Variable>();
  if (node?.kind === 'mapping')
    for (const [name, { value }] of node.entries) if (isText(value)) found.set(name, { text: value.value, origins: value.origins });
  return found;
}

interface Merged {
  readonly into: ReadonlyMap<string, Variable>;
  readonly own: Node | undefined;
}

/** What the files say, and over it what the service says itself, names without a value included. */
function withTexts(service: MappingNode, key: string, { into, own }: Merged): MappingNode {
  const entries = new Map<string, Entry>();
  for (const [name, { text, origins }] of into) entries.set(name, { keyOrigins: origins, value: { kind: 'scalar', value: text, origins } });
  if (own?.kind === 'mapping') for (const [name, entry] of own.entries) entries.set(name, entry);
  if (entries.size === 0) return service;
  return withEntry(service, key, mapping(entries, own?.origins ?? []), service.entries.get(key)?.keyOrigins);
}

function withLabels(service: MappingNode, { session, written }: FromFiles): MappingNode {
  const files = valueOf(written, 'label_file');
  const paths = files?.kind === 'sequence' ? files : list(files && !isNull(files) ? [files] : []);
  if (paths.items.length === 0) return service;
  const into = new Map<string, Variable>();
  for (const path of paths.items.filter(isText)) {
    const source = textAt(session, path.value);
    if (!source) return refuse(`${absence(session, path.value)}; create it or correct the path.`, path);
    const found = new Map<string, Variable>();
    readDotenv(source, { lookup: name => into.get(name), into: found });
    for (const [name, { text, origins }] of found) into.set(name, { text, origins: originsOf(origins, path.origins) });
  }
  return withTexts(service, 'labels', { into, own: valueOf(service, 'labels') });
}

import { keysAbove } from '../../core/elements/keys-above.ts';
import { nodeNamed } from '../../core/elements/owner.ts';
import type { Cursor, System } from '../../core/elements/system.ts';
import type { GraphNode } from '../../core/model/graph.ts';
import { baseName, folderOf, isTest, isUnder } from '../../core/model/paths.ts';
import type { Span } from '../../core/model/source.ts';

/** A name that saves a mistake. */
export interface Completion {
  readonly label: string;
  readonly what: 'service' | 'variable';
  readonly detail: string;
  /** What it stands in place of. */
  readonly span: Span;
}

/** Names that belong at the cursor: services where one is named, variables that code reads where one is set. */
export function completions(cursor: Cursor): Completion[] {
  if (isDotenv(cursor.path)) return inDotenv(cursor);
  return cursor.facts.some(({ kind }) => kind === 'compose-service') ? inCompose(cursor) : [];
}

const isDotenv = (path: string): boolean => /^\.env(\..+)?$|\.env$/.test(baseName(path));

const lineBefore = ({ text, offset }: Cursor): string => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);

function inDotenv(cursor: Cursor): Completion[] {
  const line = lineBefore(cursor);
  if (/^\s*#/.test(line)) return [];
  if (!line.includes('=')) {
    const folder = folderOf(cursor.path);
    return variables(cursor, node => node.path !== undefined && (isUnder(node.path, folder) || isUnder(folder, node.path)));
  }
  return hostStart(line) === undefined ? [] : hosts(cursor);
}

function inCompose(cursor: Cursor): Completion[] {
  const line = lineBefore(cursor);
  if (hostStart(line) !== undefined) return hosts(cursor);
  if (!/^\s*(-\s*)?["']?[\w.-]*$/.test(line)) return [];
  const [parent, service] = keysAbove(cursor.text, cursor.offset);
  if (parent === 'depends_on' || parent === 'links') return siblings(cursor, service);
  const node = service === undefined ? undefined : nodeNamed(cursor.system, service, cursor.path);
  return parent === 'environment' && node ? variables(cursor, other => other === node) : [];
}

/** A host is written after the slashes of a URL, or after its credentials. */
function hostStart(line: string): number | undefined {
  const found = /(?:\/\/(?:[^/\s@]*@)?)([\w.-]*)$/.exec(line);
  return found ? line.length - found[1]!.length : undefined;
}

/** Other services of the same file, and of the files that it runs with. */
function siblings(cursor: Cursor, own: string | undefined): Completion[] {
  const written = cursor.facts.flatMap(fact => (fact.kind === 'compose-service' ? [fact.name] : []));
  const names = new Set([...written, ...deployed(cursor.system, cursor.path).map(({ name }) => name)]);
  return [...names]
    .filter(name => name !== own)
    .map(label => ({ label, what: 'service', detail: 'service of this project', span: wordSpan(cursor) }));
}

const hosts = (cursor: Cursor): Completion[] =>
  deployed(cursor.system, cursor.path).map(({ name, ports, node }) => ({
    label: name,
    what: 'service',
    detail: [node.technology ?? node.kind, ports.length > 0 && `port ${ports.join(', ')}`].filter(Boolean).join(' · '),
    span: wordSpan(cursor),
  }));

interface Deployed {
  readonly name: string;
  readonly node: GraphNode;
  readonly ports: readonly number[];
}

/** Who runs in the environments that a file has a part in; in all, where it has none. */
function deployed({ snapshot: { graph } }: System, path: string): Deployed[] {
  const here = graph.nodes.filter(({ evidence }) => evidence.some(({ file }) => file === path));
  const environments = new Set(here.flatMap(({ running = [] }) => running.map(({ environment }) => environment)));
  const found = new Map<string, Deployed>();
  for (const node of graph.nodes)
    for (const { environment, name, ports } of node.running ?? [])
      if (environments.size === 0 || environments.has(environment))
        found.set(name, { name, node, ports: [...new Set(ports.map(({ target }) => target))] });
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the code of some services reads and the text does not set yet. */
function variables(cursor: Cursor, wanted: (node: GraphNode) => boolean): Completion[] {
  const { system, text } = cursor;
  const services = system.snapshot.graph.nodes.filter(node => node.kind === 'service' && wanted(node));
  const readers = new Map<string, Set<string>>();
  for (const [file, facts] of system.facts) {
    const service = isTest(file) ? undefined : services.find(({ path }) => path !== undefined && isUnder(file, path));
    if (!service) continue;
    for (const fact of facts)
      if (fact.kind === 'reads-env' && /^[A-Z][A-Z0-9_]*$/.test(fact.name))
        readers.set(fact.name, (readers.get(fact.name) ?? new Set()).add(service.name));
  }
  return [...readers]
    .filter(([name]) => services.length > 1 || !new RegExp(`^\\s*(-\\s*)?${name}\\s*[:=]`, 'm').test(blockAround(cursor, text)))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, names]) => ({ label, what: 'variable', detail: `read by ${[...names].join(', ')}`, span: wordSpan(cursor) }));
}

/** In compose, what one service sets says nothing of another: only lines since the last service count. */
function blockAround({ facts, offset }: Cursor, text: string): string {
  const starts = facts.flatMap(fact => (fact.kind === 'compose-service' ? [fact.at[0]] : []));
  const start = Math.max(0, ...starts.filter(at => at <= offset));
  const end = Math.min(text.length, ...starts.filter(at => at > offset));
  return text.slice(start, end);
}

function wordSpan({ text, offset }: Cursor): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && /[\w.-]/.test(text[start - 1]!)) start--;
  while (end < text.length && /[\w.-]/.test(text[end]!)) end++;
  return [start, end];
}

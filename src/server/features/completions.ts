import { chartOf } from '../../core/elements/chart-values.ts';
import { keysAbove } from '../../core/elements/keys-above.ts';
import { declaredAt, nodeNamed } from '../../core/elements/owner.ts';
import { plain } from '../../core/elements/parts.ts';
import type { Cursor, System } from '../../core/elements/system.ts';
import { shownAs } from '../../core/link/running.ts';
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

/** Names that belong at the cursor: services where one is named, variables where one is set or filled in, values of the chart. */
export function completions(cursor: Cursor): Completion[] {
  if (isDotenv(cursor.path)) return inDotenv(cursor);
  if (/(^|\/)templates\//.test(cursor.path)) return inTemplate(cursor);
  if (cursor.facts.some(({ kind }) => kind === 'compose-service')) return inCompose(cursor);
  return isConfiguration(cursor) ? inConfiguration(cursor) : [];
}

const isDotenv = (path: string): boolean => /^\.env(\..+)?$|\.env$/.test(baseName(path));

/** A manifest, or settings of a program: where a host stands, it is one of the system. */
const isConfiguration = ({ path, facts }: Cursor): boolean =>
  /\.(ya?ml|properties)$/.test(path) && facts.some(({ kind }) => CONFIGURES.has(kind));

const CONFIGURES: ReadonlySet<string> = new Set([
  'workload',
  'config-map',
  'cluster-service',
  'helm-values',
  'sets-env',
  'mentions-address',
]);

const lineBefore = ({ text, offset }: Cursor): string => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);

function inDotenv(cursor: Cursor): Completion[] {
  const line = lineBefore(cursor);
  if (/^\s*#/.test(line)) return [];
  if (/\$\{?\w*$/.test(line)) return interpolated(cursor);
  if (line.includes('=')) return hostStart(line) === undefined ? [] : hosts(cursor);
  const folder = folderOf(cursor.path);
  const read = variables(cursor, node => node.path !== undefined && (isUnder(node.path, folder) || isUnder(folder, node.path)));
  const known = new Set(read.map(({ label }) => label));
  return [...read, ...awaited(cursor).filter(({ label }) => !known.has(label))];
}

function inTemplate(cursor: Cursor): Completion[] {
  const [, path] = /\.Values\.([\w.]*)$/.exec(lineBefore(cursor)) ?? [];
  return path === undefined ? inConfiguration(cursor) : chartKeys(path.slice(0, path.lastIndexOf('.') + 1), cursor);
}

function inConfiguration(cursor: Cursor): Completion[] {
  const line = lineBefore(cursor);
  if (hostStart(line) !== undefined) return hosts(cursor);
  if (!/^\s*- ["']?name["']?:\s*["']?[\w-]*$/.test(line) || keysAbove(cursor.text, cursor.offset)[0] !== 'env') return [];
  const node = containerAt(cursor);
  return node ? variables(cursor, other => other === node) : [];
}

/** The workload that is declared last above the cursor. */
function containerAt({ facts, offset, system, path }: Cursor): GraphNode | undefined {
  const above = facts.flatMap(fact => (fact.kind === 'workload' && fact.at[0] <= offset ? [fact] : []));
  const last = above.toSorted((a, b) => b.at[0] - a.at[0])[0];
  return last && (nodeNamed(system, plain(last.name), path) ?? declaredAt(system, path, last.at));
}

function inCompose(cursor: Cursor): Completion[] {
  const line = lineBefore(cursor);
  if (/\$\{\w*$/.test(line)) return interpolated(cursor);
  if (hostStart(line) !== undefined) return hosts(cursor);
  const [parent, service] = keysAbove(cursor.text, cursor.offset);
  const [, listed] = /^\s*(depends_on|links):\s*\[(?:[^\]]*,)?\s*["']?[\w.-]*$/.exec(line) ?? [];
  if (listed !== undefined) return siblings(cursor, parent);
  if (!/^\s*(-\s*)?["']?[\w.-]*$/.test(line)) return [];
  if (parent === 'depends_on' || parent === 'links') return siblings(cursor, service);
  const node = service === undefined ? undefined : nodeNamed(cursor.system, service, cursor.path);
  return parent === 'environment' && node ? variables(cursor, other => other === node) : [];
}

/** What `${` can be filled in with: what files beside this one set, and what the project asks for already. */
function interpolated(cursor: Cursor): Completion[] {
  const found = new Map<string, string>();
  for (const [file, facts] of beside(cursor))
    for (const fact of facts) {
      if (fact.kind === 'sets-env' && isDotenv(file)) found.set(fact.name, `set in ${baseName(file)}`);
      if (fact.kind === 'interpolates' && !isAt(fact.at, cursor) && !found.has(fact.name))
        found.set(fact.name, `used in ${baseName(file)}`);
    }
  return inOrder(found, cursor);
}

const isAt = ([start, end]: Span, { offset }: Cursor): boolean => start <= offset && offset <= end;

/** Names that compose files beside a `.env` fill in, and that it does not set yet. */
function awaited(cursor: Cursor): Completion[] {
  const found = new Map<string, string>();
  for (const [, facts] of beside(cursor))
    for (const fact of facts) {
      if (fact.kind !== 'interpolates' || new RegExp(`^\\s*${fact.name}\\s*=`, 'm').test(cursor.text)) continue;
      const [, service = '', ...keys] = fact.path;
      found.set(fact.name, `fills in ${[keys[0], service].filter(Boolean).join(' of ')}`);
    }
  return inOrder(found, cursor);
}

const beside = ({ system, path }: Cursor) => [...system.facts].filter(([file]) => folderOf(file) === folderOf(path));

const inOrder = (found: ReadonlyMap<string, string>, cursor: Cursor): Completion[] =>
  [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, detail]) => ({ label, what: 'variable', detail, span: wordSpan(cursor, /\w/) }));

/** The next keys below a path of the chart's values. */
function chartKeys(above: string, cursor: Cursor): Completion[] {
  const chart = chartOf(cursor.system, cursor.path);
  const found = new Map<string, string>();
  for (const [file, facts] of cursor.system.facts) {
    if (!isUnder(file, chart)) continue;
    for (const fact of facts)
      for (const { path, text } of fact.kind === 'helm-values' ? fact.entries : []) {
        const [key = '', ...below] = path.startsWith(above) ? path.slice(above.length).split('.') : [];
        if (/^\w+$/.test(key) && !found.has(key)) found.set(key, below.length > 0 ? 'more below' : shownAs(key, text));
      }
  }
  return inOrder(found, cursor);
}

/** A host is written after the slashes of a URL or its credentials, or is all that an address or host of that name holds. */
function hostStart(line: string): number | undefined {
  const found = /(?:\/\/(?:[^/\s@]*@)?)([\w.-]*)$/.exec(line) ?? HOLDS_HOST.exec(line);
  return found ? line.length - found[1]!.length : undefined;
}

const HOLDS_HOST =
  /^\s*(?:- )?["']?\w*(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|SERVERS|BROKER|BROKERS|ENDPOINT)(?:=|["']?:[ \t]+["']?)([\w-]*)$/;

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

function wordSpan({ text, offset }: Cursor, within = /[\w.-]/): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && within.test(text[start - 1]!)) start--;
  while (end < text.length && within.test(text[end]!)) end++;
  return [start, end];
}

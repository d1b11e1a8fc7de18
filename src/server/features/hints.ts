import { shownParts } from '../../core/elements/element-at.ts';
import { chartOf } from '../../core/elements/chart-values.ts';
import { declaredAt, nodeNamed } from '../../core/elements/owner.ts';
import { plain, type Part } from '../../core/elements/parts.ts';
import { overlaps, placesIn } from '../../core/elements/places.ts';
import { settingsDecidedAt } from '../../core/elements/settings.ts';
import { isTalk } from '../../core/graph/talk.ts';
import type { OpenText, System } from '../../core/elements/system.ts';
import { shownAs } from '../../core/link/running.ts';
import { baseName, isUnder } from '../../core/model/paths.ts';
import type { Span } from '../../core/model/source.ts';

/** A short text behind a line: what a reference comes to. */
export interface Hint {
  readonly offset: number;
  readonly label: string;
  /** What the label has no room for. */
  readonly more?: string;
}

/** The editor cuts what is longer, and would take the end of the last value. */
const LONGEST = 43;
const ROOM = LONGEST - '= '.length;

/** What references of a part of a text come to when the system runs; at most one a line. */
export function hints(open: OpenText, [start, end]: Span): Hint[] {
  const found = shownParts(open)
    .filter(({ at }) => at[0] <= end && at[1] >= start)
    .flatMap(part => {
      const said = saidOf(part, open);
      return said === undefined ? [] : [{ offset: endOfLine(open.text, part.at[1]), ...said }];
    });
  const byLine = new Map([...chartHints(open, [start, end]), ...found].map(hint => [hint.offset, hint]));
  return [...byLine.values()].toSorted((a, b) => a.offset - b.offset);
}

type Said = Omit<Hint, 'offset'>;

function saidOf(part: Part, open: OpenText): Said | undefined {
  if (part.kind === 'sets' && part.value !== undefined && part.value.kind !== 'literal') return resolved(part, open);
  if (part.kind === 'image') return part.image.kind === 'literal' ? undefined : image(part, open);
  const label = part.kind === 'sets' ? leadsTo(part, open) : part.kind === 'port' ? port(part, open) : undefined;
  return label === undefined ? undefined : { label };
}

/** `${USERS_URL}`, `{{ .Values.users.url }}`: the value in each environment, as many as there is room for. */
function resolved({ at }: Part, { system, path }: OpenText): Said | undefined {
  const decided = settingsDecidedAt(system.snapshot.graph, path, at).filter(
    ({ setting }) => setting.value !== undefined && !setting.secret,
  );
  return inEach(decided.map(({ environment, setting }) => ({ environment, value: setting.value! })));
}

/** `{{ .Values.image.repository }}/cart:{{ .Values.image.tag }}`, `${REPO}/cart`: what of the node's images reads so. */
function image({ of, declared, image }: Extract<Part, { kind: 'image' }>, { system, path }: OpenText): Said | undefined {
  const node = nodeNamed(system, of, path) ?? declaredAt(system, path, declared);
  const kind = /(^|\/)templates\//.test(path) ? 'helm' : 'compose';
  const fitting = (node?.running ?? []).flatMap(({ environment, image: value }) =>
    value !== undefined && environment.startsWith(kind) && fits(plain(image).split('…'), value) ? [{ environment, value }] : [],
  );
  return inEach(fitting, cutBefore);
}

/** The pieces stand in a text in their order, from its beginning to its end. */
function fits(pieces: readonly string[], text: string): boolean {
  let at = 0;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.startsWith(pieces[0]!) && text.endsWith(pieces.at(-1)!);
}

interface InEnvironment {
  readonly environment: string;
  readonly value: string;
}

/** The value in each environment, as many as there is room for. */
function inEach(decided: readonly InEnvironment[], cut = cutBehind): Said | undefined {
  const byValue = [...Map.groupBy(decided, ({ value }) => value)];
  if (byValue.length === 0) return undefined;
  const values = byValue.map(([value, same]) => ({ value, environments: [...new Set(same.map(({ environment }) => environment))] }));
  const first = values[0]!.value;
  if (values.length === 1) return { label: `= ${cut(first, ROOM)}`, ...(first.length > ROOM && { more: first }) };
  const whole = `= ${values.map(({ value, environments }) => `${value} (${environments[0]})`).join(' · ')}`;
  const rest = ` and ${values.length - 1} more`;
  return {
    label: whole.length <= LONGEST ? whole : `= ${cut(first, ROOM - rest.length)}${rest}`,
    more: values.map(({ value, environments }) => `${value} (${environments.join(', ')})`).join('\n'),
  };
}

/** A literal address: which service it is, and what is asked of it; nothing where the line says as much by itself. */
function leadsTo({ at, name, value }: Extract<Part, { kind: 'sets' }>, { system, path, text }: OpenText): string | undefined {
  if (BESIDE_ADDRESS.test(name) && !(value && plain(value).includes(':'))) return undefined;
  const { graph } = system.snapshot;
  const edges = placesIn(graph, path).edges.filter(({ span, edge }) => overlaps(span, at) && isTalk(edge));
  const ends = graph.nodes.filter(({ id }) => edges.some(({ edge }) => edge.to === id));
  if (ends.length === 0 || ends.length > 2) return undefined;
  const names = ends.map(({ name }) => name).join(', ');
  const requests = [...new Set(edges.flatMap(({ edge }) => (edge.kind === 'http' ? edge.operations : [])))];
  const asked = requests.length === 0 ? '' : requests.length === 1 ? ` · ${requests[0]}` : ` · ${requests.length} operations`;
  const line = text.slice(text.lastIndexOf('\n', at[0] - 1) + 1, endOfLine(text, at[1]));
  return asked === '' && ends.length === 1 && namesHost(line, ends[0]!.name) ? undefined : `→ ${cutBehind(`${names}${asked}`, ROOM)}`;
}

/** `DB_USER`, `POSTGRES_DB`: of a connection, but not where it leads. */
const BESIDE_ADDRESS = /(^|[_.:-])(user(name)?|login|database|db(_?name)?|schema)$/i;

const namesHost = (line: string, name: string): boolean =>
  line
    .toLowerCase()
    .split(/[^\w.-]+/)
    .includes(name.toLowerCase());

/** A port that is written as a name or a reference. */
function port({ target, value, of, declared, by }: Extract<Part, { kind: 'port' }>, { system, path }: OpenText): string | undefined {
  if (value === undefined || target > 0) return undefined;
  const name = plain(value);
  const ports = ((nodeNamed(system, of, path) ?? declaredAt(system, path, declared))?.running ?? []).flatMap(({ ports }) => ports);
  const numbers = new Set(ports.filter(port => port.name === name).map(port => port.target));
  return numbers.size === 1 ? `${by === 'service' ? '→' : '='} ${[...numbers][0]}` : undefined;
}

/** A line whose whole value is one of the chart's. */
const WHOLE = /^[^{}\n]*[:-][ \t]+["']?\{\{-?[ \t]*(?:\.Values\.([\w.]+)[^{}\n]*|[\w ]+[ \t]\.Values\.([\w.]+)[ \t]*)\}\}["']?[ \t]*$/gm;

/** A line of a template that prints one value of the chart, as the values files of the chart say it. */
function chartHints({ text, path, system }: OpenText, [start, end]: Span): Hint[] {
  if (!/(^|\/)templates\//.test(path)) return [];
  const given = givenIn(chartOf(system, path), system);
  return [...text.matchAll(WHOLE)].flatMap(({ 1: first, 2: second, index }) => {
    const offset = endOfLine(text, index);
    const said = offset < start || index > end ? undefined : inEach(given.get(first ?? second ?? '') ?? []);
    return said ? [{ offset, ...said }] : [];
  });
}

/** What each values file of a chart says, by path. */
function givenIn(chart: string, { facts }: System): ReadonlyMap<string, readonly InEnvironment[]> {
  const given = new Map<string, InEnvironment[]>();
  for (const [file, own] of facts) {
    if (!isUnder(file, chart)) continue;
    for (const fact of own)
      for (const { path, text } of fact.kind === 'helm-values' ? fact.entries : []) {
        const known = given.get(path) ?? [];
        given.set(path, [...known, { environment: baseName(file), value: shownAs(path.slice(path.lastIndexOf('.') + 1), text) }]);
      }
  }
  return given;
}

type Cut = (text: string, room: number) => string;

const cutBehind: Cut = (text, room) => (text.length > room ? `${text.slice(0, room - 1)}…` : text);

/** Of an image the name and the tag are at the end. */
const cutBefore: Cut = (text, room) => (text.length > room ? `…${text.slice(text.length - room + 1)}` : text);

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const last = end < 0 ? text.length : end;
  return text[last - 1] === '\r' ? last - 1 : last;
}

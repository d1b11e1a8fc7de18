import { shownParts } from '../../core/elements/element-at.ts';
import { nodeNamed } from '../../core/elements/owner.ts';
import { plain, type Part } from '../../core/elements/parts.ts';
import { overlaps, placesIn } from '../../core/elements/places.ts';
import { settingsDecidedAt } from '../../core/elements/settings.ts';
import { isTalk } from '../../core/graph/talk.ts';
import type { OpenText } from '../../core/elements/system.ts';
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

/** What references of a part of a text come to when the system runs. */
export function hints(open: OpenText, [start, end]: Span): Hint[] {
  return shownParts(open)
    .filter(({ at }) => at[0] <= end && at[1] >= start)
    .flatMap(part => {
      const said = saidOf(part, open);
      return said === undefined ? [] : [{ offset: endOfLine(open.text, part.at[1]), ...said }];
    });
}

type Said = Omit<Hint, 'offset'>;

function saidOf(part: Part, open: OpenText): Said | undefined {
  if (part.kind === 'sets' && part.value !== undefined && part.value.kind !== 'literal') return resolved(part, open);
  const label = part.kind === 'sets' ? leadsTo(part, open) : part.kind === 'port' ? port(part, open) : undefined;
  return label === undefined ? undefined : { label };
}

/** `${USERS_URL}`, `{{ .Values.users.url }}`: the value in each environment, as many as there is room for. */
function resolved({ at }: Part, { system, path }: OpenText): Said | undefined {
  const decided = settingsDecidedAt(system.snapshot.graph, path, at).filter(
    ({ setting }) => setting.value !== undefined && !setting.secret,
  );
  const byValue = [...Map.groupBy(decided, ({ setting }) => setting.value!)];
  if (byValue.length === 0) return undefined;
  const values = byValue.map(([value, same]) => ({ value, environments: [...new Set(same.map(({ environment }) => environment))] }));
  const first = values[0]!.value;
  if (values.length === 1) return { label: cut(`= ${first}`), ...(first.length + 2 > LONGEST && { more: first }) };
  const whole = `= ${values.map(({ value, environments }) => `${value} (${environments[0]})`).join(' · ')}`;
  const rest = ` and ${values.length - 1} more`;
  return {
    label: whole.length <= LONGEST ? whole : `${cut(`= ${first}`, LONGEST - rest.length)}${rest}`,
    more: values.map(({ value, environments }) => `${value} (${environments.join(', ')})`).join('\n'),
  };
}

/** A literal address: which service it is, and what is asked of it. */
function leadsTo({ at }: Part, { system, path }: OpenText): string | undefined {
  const { graph } = system.snapshot;
  const edges = placesIn(graph, path).edges.filter(({ span, edge }) => overlaps(span, at) && isTalk(edge));
  const names = [...new Set(edges.map(({ edge }) => graph.nodes.find(({ id }) => id === edge.to)?.name))].filter(
    name => name !== undefined,
  );
  return names.length === 0 || names.length > 2 ? undefined : `→ ${names.join(', ')}`;
}

/** A port that is written as a name or a reference. */
function port({ target, value, of }: Extract<Part, { kind: 'port' }>, { system, path }: OpenText): string | undefined {
  if (value === undefined) return undefined;
  const name = plain(value);
  const ports = (nodeNamed(system, of, path)?.running ?? []).flatMap(({ ports }) => ports);
  const numbers = new Set(target > 0 ? [] : ports.filter(port => port.name === name).map(port => port.target));
  return numbers.size === 1 ? `= ${[...numbers][0]}` : undefined;
}

const cut = (text: string, longest = LONGEST): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const last = end < 0 ? text.length : end;
  return text[last - 1] === '\r' ? last - 1 : last;
}

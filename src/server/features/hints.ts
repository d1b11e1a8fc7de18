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
}

const LONGEST = 60;

/** What references of a part of a text come to when the system runs. */
export function hints(open: OpenText, [start, end]: Span): Hint[] {
  return shownParts(open)
    .filter(({ at }) => at[0] <= end && at[1] >= start)
    .flatMap(part => {
      const label = labelOf(part, open);
      return label === undefined ? [] : [{ offset: endOfLine(open.text, part.at[1]), label }];
    });
}

function labelOf(part: Part, open: OpenText): string | undefined {
  if (part.kind === 'sets') return part.value?.kind === 'literal' || part.value === undefined ? leadsTo(part, open) : resolved(part, open);
  return part.kind === 'port' ? port(part, open) : undefined;
}

/** `${USERS_URL}`, `{{ .Values.users.url }}`: the value in each environment. */
function resolved({ at }: Part, { system, path }: OpenText): string | undefined {
  const decided = settingsDecidedAt(system.snapshot.graph, path, at).filter(
    ({ setting }) => setting.value !== undefined && !setting.secret,
  );
  const byValue = [...Map.groupBy(decided, ({ setting }) => setting.value!)];
  if (byValue.length === 0) return undefined;
  if (byValue.length === 1) return `= ${cut(byValue[0]![0])}`;
  const shown = byValue.slice(0, 2).map(([value, same]) => `${cut(value)} (${same[0]!.environment})`);
  return `= ${shown.join(' · ')}${byValue.length > 2 ? ` and ${byValue.length - 2} more` : ''}`;
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

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const last = end < 0 ? text.length : end;
  return text[last - 1] === '\r' ? last - 1 : last;
}

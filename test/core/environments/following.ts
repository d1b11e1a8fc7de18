import type { Indexed } from '../../../src/workspace/engine.ts';
import { HIDDEN } from '../../../src/core/link/running.ts';
import { snapshot } from '../../../src/core/index/snapshot.ts';
import type { Graph } from '../../../src/core/model/graph.ts';
import type { FilePath, Location } from '../../../src/core/model/source.ts';

/** One variable of one service in one environment, and a line that is said to decide it. */
export interface Claim {
  readonly what: string;
  readonly value: string;
  readonly origin: Location;
}

/** Every claim that a graph makes about variables whose value is known and shown. */
export const claims = (graph: Graph): readonly Claim[] =>
  [...settings(graph)].flatMap(([what, { value, evidence }]) =>
    value === undefined || value.includes(HIDDEN) ? [] : evidence.map(origin => ({ what, value, origin })),
  );

function settings(graph: Graph): Map<string, { readonly value?: string; readonly evidence: readonly Location[] }> {
  const found = new Map<string, { readonly value?: string; readonly evidence: readonly Location[] }>();
  for (const { id, running = [] } of graph.nodes)
    for (const { environment, name, variables } of running)
      for (const variable of variables) if (!variable.secret) found.set(`${id} ${name} in ${environment}: ${variable.name}`, variable);
  return found;
}

/** The claims whose value stays as it is, whatever is written in their line: there should be none. */
export function idle(indexed: Indexed, claimed: readonly Claim[]): readonly string[] {
  const open = new Set(claimed);
  for (const sharing of Map.groupBy(claimed, ({ origin }) => `${origin.file} ${origin.span.join()}`).values()) {
    for (const text of edits(indexed, sharing[0]!.origin)) {
      const after = settings(edited(indexed, sharing[0]!.origin.file, text));
      for (const claim of sharing) if (after.get(claim.what)?.value !== claim.value) open.delete(claim);
      if (!sharing.some(claim => open.has(claim))) break;
    }
  }
  return [...open].map(({ what, value, origin }) => `${what} = ${value} does not follow ${shown(indexed, origin)}`);
}

const shown = ({ files }: Indexed, { file, span }: Location): string => `${file}: ${files.read(file)?.slice(...span)}`;

/** The file with other text in one place. A number stays a number, so that what checks kinds still takes it. */
function edits({ files }: Indexed, { file, span: [start, end] }: Location): readonly string[] {
  const text = files.read(file) ?? '';
  const written = text.slice(start, end);
  const digit = written.replace(/\d(?=\D*$)/, found => String((Number(found) + 1) % 10));
  const letter = written.replace(/[a-z](?=[^a-z]*$)/i, found => (found === 'x' ? 'y' : 'x'));
  return [...new Set([digit, letter, `${written}x`, 'changed', ''])]
    .filter(other => other !== written)
    .map(other => text.slice(0, start) + other + text.slice(end));
}

/** The graph with one file's text changed, as an editor's buffer would change it. */
function edited({ index, files, memory }: Indexed, path: FilePath, text: string): Graph {
  const before = index.files.get(path);
  index.apply([{ kind: 'set', source: { path, text } }]);
  const overlay = { ...files, read: (asked: FilePath) => (asked === path ? text : files.read(asked)) };
  const { graph } = snapshot(index, { files: overlay, memory });
  if (before) index.restore(path, before);
  else index.apply([{ kind: 'remove', path }]);
  return graph;
}

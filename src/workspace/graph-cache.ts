import type { Memory } from '../core/environments/memory.ts';
import type { FactsIndex } from '../core/index/facts-index.ts';
import { placeIn } from '../core/index/place-in.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { FilePath } from '../core/model/source.ts';
import { isSettled } from './cache.ts';
import { diskFiles } from './disk-files.ts';
import { digest, keep, loadKept } from './kept.ts';
import { lookAt, type Look } from './read-workspace.ts';

/** The graph of a workspace as it was, with the lines of the files that it points into. */
interface KeptGraph {
  readonly state: string;
  readonly asked: Asked;
  readonly snapshot: Omit<Snapshot, 'place' | 'linesOf'>;
  readonly lines: Readonly<Record<string, readonly number[]>>;
}

/** What decided something beside the files of the index. */
export interface Asked {
  /** Files that are not in the index: an env_file, or the place of one that is not there. */
  readonly files: readonly FilePath[];
  /** Folders whose files were listed. */
  readonly folders: readonly FilePath[];
}

export const askedBeside = (memory: Memory, index: Pick<FactsIndex, 'files'>): Asked => ({
  files: memory.seen().filter(path => !index.files.has(path)),
  folders: memory.listed(),
});

/** Where no file has changed, neither has the graph: nothing is read and nothing linked. */
export async function loadGraph(root: string, folder: string, looks: readonly Look[]): Promise<Snapshot | undefined> {
  const kept = await loadLatest(root, folder);
  return kept?.isOf(looks) ? kept.snapshot : undefined;
}

/** The graph as it was when it was kept, whatever has changed since. */
export interface Latest {
  readonly snapshot: Snapshot;
  /** Of just these files as they were. */
  readonly state: string;
  /** None of the files has changed since, nor anything beside them that decided something. */
  readonly isOf: (looks: readonly Look[]) => boolean;
}

/** Something to show at once, before a single file is looked at. */
export async function loadLatest(root: string, folder: string): Promise<Latest | undefined> {
  const kept = await loadKept({ root, folder, what: 'graph' });
  if (!isGraph(kept)) return undefined;
  const lines = new Map(Object.entries(kept.lines));
  const linesOf = (file: FilePath): readonly number[] => lines.get(file) ?? [];
  return {
    snapshot: { ...kept.snapshot, linesOf, place: placeIn(linesOf) },
    state: kept.state,
    isOf: looks => kept.state === stateOf(root, looks, kept.asked).state,
  };
}

function isGraph(body: unknown): body is KeptGraph {
  const { state, asked, snapshot, lines } = (body ?? {}) as Partial<KeptGraph>;
  const { graph, problems } = snapshot ?? {};
  return (
    typeof state === 'string' &&
    Array.isArray(asked?.files) &&
    Array.isArray(asked.folders) &&
    typeof lines === 'object' &&
    lines !== null &&
    Array.isArray(problems) &&
    Array.isArray(graph?.nodes) &&
    Array.isArray(graph.edges)
  );
}

const besides = (root: string, path: FilePath): Look => lookAt(root, path) ?? { kind: 'problem', path, message: 'nothing is here' };

/** Keeps a graph, unless a file is so young that it may change unnoticed. Gives of what state it is. */
export async function saveGraph(
  root: string,
  folder: string,
  { looks, asked, snapshot }: { looks: readonly Look[]; asked: Asked; snapshot: Snapshot },
): Promise<string | undefined> {
  const { state, beside } = stateOf(root, looks, asked);
  if (![...looks, ...beside].every(isSettled)) return undefined;
  const { graph, problems, files } = snapshot;
  const lines = Object.fromEntries([...filesNamedIn(graph)].map(file => [file, snapshot.linesOf(file)]));
  const kept: KeptGraph = { state, asked, snapshot: { graph, problems, files }, lines };
  await keep({ root, folder, what: 'graph' }, kept);
  return state;
}

/** Every file that a location in the graph names, wherever it stands. */
export function filesNamedIn(value: unknown): Set<FilePath> {
  const found = new Set<FilePath>();
  collectFiles(value, found);
  return found;
}

function collectFiles(value: unknown, found: Set<FilePath>): void {
  if (typeof value !== 'object' || value === null) return;
  if ('file' in value && 'span' in value) found.add(value.file as FilePath);
  else for (const part of Object.values(value)) collectFiles(part, found);
}

/** Changes when a file appears, goes, or is written. */
function stateOf(
  root: string,
  looks: readonly Look[],
  { files, folders }: Asked,
): { readonly state: string; readonly beside: readonly Look[] } {
  const beside = files.map(path => besides(root, path));
  const disk = diskFiles(root);
  // In whatever order the files were read.
  const seen = [...looks, ...beside].map(seenAs).toSorted();
  const state = digest([...seen, ...folders.map(folder => disk.under(folder).join('\0'))].join('\n'));
  return { state, beside };
}

const seenAs = (look: Look): string =>
  look.kind === 'file'
    ? `${look.path}\0${look.stamp.size}\0${look.stamp.modified}\0${look.stamp.changed}`
    : `${look.path}\0${look.message}`;

import type { FilePath, Location, Span } from '../../model/source.ts';
import type { Files, ManifestProblem } from '../files.ts';

/** One build: what it may read, and what it found. */
export interface Session {
  readonly files: Files;
  readonly problems: ManifestProblem[];
  readonly read: Set<FilePath>;
  /** A base that is built on twice says the same twice. */
  readonly said: Set<string>;
  /** How much work is left: a workspace can make values double with every line. */
  readonly budget: { kustomizations: number; work: number };
}

export const session = (files: Files): Session => ({
  files,
  problems: [],
  read: new Set(),
  said: new Set(),
  budget: { kustomizations: 1_000, work: 5_000_000 },
});

/** A step that cannot be done; the build goes on without it. Thrown inside the build only. */
export class Refusal extends Error {
  readonly at: Location | undefined;

  constructor(message: string, at?: Location) {
    super(message);
    this.at = at;
  }
}

/** Does a step; what it refuses becomes a problem, at the step's place where the refusal has none. */
export function attempt(build: Session, at: Location, step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    report(build, error.at ?? at, error.message);
  }
}

const MOST_PROBLEMS = 500;

export function report(build: Session, at: Location, message: string): void {
  const key = `${at.file} ${at.span.join(' ')} ${message}`;
  if (build.said.has(key) || build.problems.length >= MOST_PROBLEMS) return;
  build.said.add(key);
  build.problems.push({ at, message });
}

export function spend(build: Session, work: number): void {
  build.budget.work -= work;
  if (build.budget.work < 0) throw new Refusal('The kustomization makes values of values without end; what goes too far was not built.');
}

export function textOf(build: Session, path: FilePath): string | undefined {
  const text = build.files.read(path);
  if (text !== undefined) build.read.add(path);
  return text;
}

export const placeIn =
  (file: FilePath) =>
  (span: Span): Location => ({ file, span });

/** A path seen from a folder; undefined where it leaves the workspace or is absolute. */
export function pathFrom(folder: string, path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

export const isBelow = (path: string, folder: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);

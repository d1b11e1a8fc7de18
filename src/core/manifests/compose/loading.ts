import type { FilePath, Location } from '../../model/source.ts';
import { cleanPath } from '../clean-path.ts';
import type { Files, ManifestProblem } from '../files.ts';
import { composeDocuments, type ComposeDocument } from './documents.ts';
import { Failure } from './failure.ts';
import { readDotenv } from './dotenv.ts';
import type { Unset, Variable } from './interpolate.ts';

/** What one resolution shares: the files, what it read of them, and what it could not know. */
export interface Session {
  readonly files: Files;
  /** The root's absolute path; paths of the result start with it. */
  readonly root: string;
  /** The absolute path of the folder that compose would run in. */
  readonly folder: string;
  readonly home: string | undefined;
  /** Every file that had a part, also those that were looked for and are not there. */
  readonly read: Set<FilePath>;
  readonly unset: Unset[];
  /** What compose would refuse and this resolution does not; absent where it is as strict as compose. */
  readonly overlooked: ManifestProblem[] | undefined;
  readonly documents: Map<string, readonly ComposeDocument[]>;
  /** Files and characters loaded so far; includes that never end stop here. */
  loads: number;
  loaded: number;
}

/** Does what may be refused; a tolerant session writes the refusal down and goes on without it. */
export function overlooking({ overlooked }: Session, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Failure) || !overlooked || !error.at) throw error;
    overlooked.push({ at: error.at, message: error.message });
  }
}

const MOST_LOADS = 500;
const MOST_TEXT = 10_000_000;

/** The path below the root; undefined where it lies outside. */
export function belowRoot({ root }: Session, path: string): FilePath | undefined {
  const absolute = cleanPath(path);
  if (root === '/') return absolute.slice(1) as FilePath;
  return absolute.startsWith(`${root}/`) ? (absolute.slice(root.length + 1) as FilePath) : undefined;
}

export function textAt(session: Session, path: string): { readonly path: FilePath; readonly text: string } | undefined {
  const file = belowRoot(session, path);
  if (file === undefined) return undefined;
  session.read.add(file);
  const text = session.files.read(file);
  return text === undefined ? undefined : { path: file, text };
}

/** A file that has to be there. */
export function neededText(session: Session, path: string, at?: Location): { readonly path: FilePath; readonly text: string } {
  const found = textAt(session, path);
  session.loaded += found?.text.length ?? 0;
  if (++session.loads > MOST_LOADS || session.loaded > MOST_TEXT)
    throw new Failure('Too many or too large files are included or extended; they may lead back to each other.', at);
  if (found) return found;
  throw new Failure(`${absence(session, path)}; create it or correct the path.`, at);
}

/** That a file cannot be had: it is not there, or lies where nothing is read. */
export function absence(session: Session, path: string): string {
  const inside = belowRoot(session, path);
  return inside === undefined ? `${path} lies outside of ${session.root}, and nothing outside is read` : `There is no file ${inside}`;
}

/** The documents of a compose file that has to be there, parsed once. */
export function documentsAt(session: Session, path: string, at?: Location): readonly ComposeDocument[] {
  const source = neededText(session, path, at);
  const found = session.documents.get(path) ?? composeDocuments(source);
  session.documents.set(path, found);
  return found;
}

/** Adds what a file of variables says. What `known` has wins inside the file; undefined where there is no such file. */
export function addVariables(session: Session, path: string, { known, into }: AddedVariables): boolean {
  const source = textAt(session, path);
  if (!source) return false;
  readDotenv(source, { lookup: name => known(name) ?? into.get(name), into, onUnset: unset => session.unset.push(unset) });
  return true;
}

interface AddedVariables {
  readonly known: (name: string) => Variable | undefined;
  readonly into: Map<string, Variable>;
}

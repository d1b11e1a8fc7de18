import { fingerprint } from '../model/fingerprint.ts';
import type { Files } from '../manifests/files.ts';
import type { FilePath } from '../model/source.ts';

/** The files of a workspace with a stamp that changes when a text does; what the index already holds is not read for it. */
export interface StampedFiles extends Files {
  readonly stamp: (path: FilePath) => string;
}

interface Answer {
  readonly seen: ReadonlyMap<string, string>;
  readonly answer: unknown;
}

/**
 * What was resolved, with the files and folders that were looked at for it. As long as none of them changes, the answer holds:
 * one edited values file renders only the charts that read it again.
 */
export class Memory {
  private known = new Map<string, Answer>();
  private next = new Map<string, Answer>();

  recall<T>(key: string, files: StampedFiles, resolve: (files: Files) => T): T {
    const kept = this.known.get(key) ?? this.next.get(key);
    const answer = kept && holds(kept, files) ? kept : watched(files, resolve);
    this.next.set(key, answer);
    return answer.answer as T;
  }

  /** Every file that was asked for, also those that are not there. */
  seen(): FilePath[] {
    return this.asked(FILE);
  }

  /** Every folder whose files were listed. */
  listed(): FilePath[] {
    return this.asked(FOLDER);
  }

  private asked(prefix: string): FilePath[] {
    const all = [...this.known.values()].flatMap(({ seen }) => [...seen.keys()]);
    return [...new Set(all.filter(what => what.startsWith(prefix)).map(what => what.slice(prefix.length) as FilePath))].toSorted();
  }

  /** After each pass: what nobody asked for any more is forgotten. */
  settle(): void {
    this.known = this.next;
    this.next = new Map();
  }
}

const FOLDER = 'folder ';
const FILE = 'file ';

const holds = ({ seen }: Answer, files: StampedFiles): boolean => [...seen].every(([what, stamp]) => stampOf(what, files) === stamp);

function stampOf(what: string, files: StampedFiles): string {
  return what.startsWith(FILE)
    ? files.stamp(what.slice(FILE.length) as FilePath)
    : fingerprint(files.under(what.slice(FOLDER.length) as FilePath).join('\n'));
}

function watched<T>(files: StampedFiles, resolve: (files: Files) => T): Answer {
  const asked = new Set<string>();
  const answer = resolve({
    read: path => {
      asked.add(FILE + path);
      return files.read(path);
    },
    under: folder => {
      asked.add(FOLDER + folder);
      return files.under(folder);
    },
  });
  return { seen: new Map([...asked].map(what => [what, stampOf(what, files)])), answer };
}

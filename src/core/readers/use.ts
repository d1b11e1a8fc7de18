import type { Confidence } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';

/** What code does with a part of a contract. */
export type UseKind = 'reads' | 'sets' | 'calls' | 'implements' | 'constructs' | 'imports' | 'names';

/** One place where a part of a contract is used, and why we say so. */
export interface Use {
  readonly at: Location;
  readonly how: UseKind;
  readonly confidence: Confidence;
  /** Completes "used here, because …". */
  readonly why: string;
}

/** What was asked, and how far the answer reaches: nobody reads it is only said with what was searched. */
export interface Uses {
  readonly uses: readonly Use[];
  readonly searched: { readonly files: number; readonly languages: readonly string[] };
}

/** The texts that a question may look into. Readers are pure: they ask for texts by path and never open anything. */
export interface Texts {
  readonly paths: readonly FilePath[];
  readonly read: (path: FilePath) => string | undefined;
}

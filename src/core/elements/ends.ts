import type { FilePath, Location } from '../model/source.ts';

/** One place where code answers, calls, fills or takes something that programs share: what jumps go between. */
export interface End {
  /** Kind and name: `rpc Stock/reserve`, `route service:orders POST /orders`. */
  readonly element: string;
  readonly role: string;
  readonly at: Location;
  /** Id of the node whose code it is. */
  readonly owner?: string;
  /** The word that stands there; absent: the place is all of a call. */
  readonly word?: string;
  readonly doubt?: number;
}

export interface Ends {
  readonly inFile: (file: FilePath) => readonly End[];
  readonly of: (element: string) => readonly End[];
  readonly elements: readonly string[];
}

const NONE: readonly End[] = [];

/** Until anybody has gathered them. */
export const NO_ENDS: Ends = { inFile: () => NONE, of: () => NONE, elements: [] };

/** By file, as they are told, and by element. */
export function endsOf(byFile: ReadonlyMap<FilePath, readonly End[]>): Ends {
  const byElement = Map.groupBy([...byFile.values()].flat(), ({ element }) => element);
  return {
    inFile: file => byFile.get(file) ?? NONE,
    of: element => byElement.get(element) ?? NONE,
    elements: [...byElement.keys()],
  };
}

/** Of all that jumps go between, what has callers and takers of its own; variables and hosts are in the graph itself. */
export const isShared = ({ element }: Pick<End, 'element'>): boolean => /^(?:rpc|route|operation|topic) /.test(element);

import * as z from 'zod/mini';
import { severities, type EnvironmentAnswer, type FindingsAnswer } from './findings.ts';
import { impactScope, type AskedScope, type ImpactReply } from './impact.ts';
import type { MapEdge, MapGraph, MapNode, MapUnresolved } from './panels/map.ts';
import type { MapMarks } from './panels/map-marks.ts';

/**
 * Everything that editor and language server say to each other beyond the Language Server Protocol.
 * The server parses what it is asked; the editor trusts the server that it started, so answers are types alone.
 */
export interface Question<P, R> {
  readonly method: string;
  readonly params: z.ZodMiniType<P>;
  /** Never there: it carries the type of the answer. */
  readonly answers?: R;
}

export interface Notice<P> {
  readonly method: string;
  /** Never there: it carries the type of what is told. */
  readonly tells?: P;
}

export type ParamsOf<Q> = Q extends Question<infer P, unknown> ? P : never;

const question = <P, R>(method: string, params: z.ZodMiniType<P>): Question<P, R> => ({ method, params });

/** A workspace folder; absent: the first that has services, or all of them where an answer can hold all. */
const inRoot = { root: z.optional(z.string()) };
const position = z.object({ line: z.int(), character: z.int() });

/** One workspace folder as one system. Files in it are relative to `uri`, with forward slashes. */
export interface RootGraph {
  readonly uri: string;
  readonly name: string;
  readonly graph: MapGraph;
}

export interface GraphAnswer {
  readonly roots: readonly RootGraph[];
}

/** What the checks add to the graph of each folder. */
export interface MarksAnswer {
  readonly roots: readonly { readonly uri: string; readonly marks: MapMarks }[];
}

/** The folder that a position is in, the node that owns it there, if anybody does, and the edge that is written there. */
export interface FocusAnswer {
  readonly root: string;
  readonly node: string | null;
  readonly edge?: string;
}

export interface ExplainedNode {
  readonly id: string;
  readonly name: string;
  readonly hops: number;
}

/** Lines of evidence are from 1. */
export type ExplainAnswer =
  | {
      readonly kind: 'node';
      readonly root: string;
      readonly node: MapNode;
      /** Why its files are one node. */
      readonly identity: readonly { readonly why: string; readonly file: string; readonly line: number }[];
      /** Who fails when it fails, nearest first. */
      readonly dependents: readonly ExplainedNode[];
      readonly dependencies: readonly ExplainedNode[];
      /** Markdown, links relative to nothing: absolute file URIs. */
      readonly markdown: string;
    }
  | {
      readonly kind: 'edge';
      readonly root: string;
      readonly edge: MapEdge;
      readonly from: string;
      readonly to: string;
      readonly markdown: string;
    };

export interface UnresolvedAnswer {
  readonly roots: readonly { readonly uri: string; readonly name: string; readonly unresolved: readonly MapUnresolved[] }[];
}

/** A scenario of `.faultline/verify.yaml`; lines from 1. */
export interface ScenarioEntry {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Its kind. */
  readonly fault?: string;
}

export interface ScenariosAnswer {
  readonly exists: boolean;
  readonly scenarios: readonly ScenarioEntry[];
}

export const questions = {
  graph: question<{ readonly root?: string | undefined }, GraphAnswer>('faultline/graph', z.object(inRoot)),
  marks: question<{ readonly root?: string | undefined }, MarksAnswer>('faultline/marks', z.object(inRoot)),
  focus: question<
    { readonly uri: string; readonly position?: { readonly line: number; readonly character: number } | undefined },
    FocusAnswer | null
  >('faultline/focus', z.object({ uri: z.string(), position: z.optional(position) })),
  /** `id` is that of a node or an edge. */
  explain: question<{ readonly id: string; readonly root?: string | undefined }, ExplainAnswer | null>(
    'faultline/explain',
    z.object({ id: z.string(), ...inRoot }),
  ),
  unresolved: question<{ readonly root?: string | undefined }, UnresolvedAnswer>('faultline/unresolved', z.object(inRoot)),
  /** Reads every file again, whatever is kept; answers when the new graph is there. */
  reindex: question<{ readonly root?: string | undefined }, null>('faultline/reindex', z.object(inRoot)),
  /** Reads no further; what has been read counts. */
  stop: question<Readonly<Record<string, never>>, null>('faultline/stop', z.object({})),
  /** Reads what was not read when reading was stopped. */
  resume: question<Readonly<Record<string, never>>, null>('faultline/resume', z.object({})),
  mermaid: question<
    { readonly root?: string | undefined; readonly node?: string | undefined; readonly environment?: string | undefined },
    { readonly text: string }
  >('faultline/mermaid', z.object({ ...inRoot, node: z.optional(z.string()), environment: z.optional(z.string()) })),
  /** What a change breaks, for whom, at which lines. Steps are told meanwhile; withdrawing the question ends the work. */
  impact: question<{ readonly root?: string | undefined; readonly scope: AskedScope }, ImpactReply | null>(
    'faultline/impact',
    z.object({ ...inRoot, scope: impactScope }),
  ),
  /** Names of everything that a what-if can take away. */
  removable: question<{ readonly root?: string | undefined }, { readonly names: readonly string[] }>(
    'faultline/removable',
    z.object(inRoot),
  ),
  /** What the checks say, as far as somebody wants to see it. */
  findings: question<{ readonly root?: string | undefined }, FindingsAnswer>('faultline/findings', z.object(inRoot)),
  /** What services read and environments set; `service` is a name or an id. */
  environment: question<{ readonly root?: string | undefined; readonly service?: string | undefined }, EnvironmentAnswer>(
    'faultline/environment',
    z.object({ ...inRoot, service: z.optional(z.string()) }),
  ),
  /** What can be verified. */
  scenarios: question<{ readonly root?: string | undefined }, ScenariosAnswer>('faultline/scenarios', z.object(inRoot)),
} as const;

/** For the status bar, and for what an empty view says. */
export interface ServerState {
  readonly indexing: { readonly done: number; readonly total: number } | null;
  readonly services: number;
  readonly findings: number;
  readonly problems: number;
  readonly unresolved: number;
  /** Files that Faultline reads here; 0 is an empty folder. */
  readonly files: number;
  /** Milliseconds since 1970: since when something has changed that the graph does not show yet. */
  readonly behindSince: number | null;
  /** Every folder has been read to its end once: what is not there yet does not exist. */
  readonly complete: boolean;
  /** Somebody ended the reading: what was not read yet is missing. */
  readonly stopped: boolean;
}

export interface GraphChanged {
  /** Roots whose graph is another. */
  readonly roots: readonly string[];
}

const notice = <P>(method: string): Notice<P> => ({ method });

export const notices = {
  state: notice<ServerState>('faultline/state'),
  graphChanged: notice<GraphChanged>('faultline/graphChanged'),
  /** The checks say something else than before. */
  findingsChanged: notice<GraphChanged>('faultline/findingsChanged'),
  /** What is not committed breaks others than before. */
  impactChanged: notice<ImpactReply>('faultline/impactChanged'),
  /** What is done for a question about impact. */
  impactStep: notice<{ readonly step: string }>('faultline/impactStep'),
} as const;

/** Commands that lenses and hovers name; the editor registers them. Arguments come from the server, in this order. */
export const editorCommands = {
  /** A node's or an edge's id, and the root's URI: shows who is affected, with proofs. */
  explain: 'faultline.explainEdge',
  /** The same arguments: shows it in the map. */
  reveal: 'faultline.revealInMap',
  /** A scope and the root's URI: analyses it and shows the result. */
  impact: 'faultline.showImpact',
  /** An IgnoredFinding: asks why, and writes a comment there. */
  ignoreHere: 'faultline.ignoreFinding',
  /** The same, and writes it into .faultline/config.yaml. */
  ignoreInConfiguration: 'faultline.ignoreFindingInConfiguration',
  /** `{ check }`: shows the page of a check. */
  explainCheck: 'faultline.explainCheck',
  /** `{ scenario, root }`: starts the system twice, and compares. */
  verify: 'faultline.verify',
} as const;

/** Settings under `faultline.`, as the server reads them. What is missing or of another type counts as its default. */
export const settings = z.object({
  hover: z.catch(z.object({ enabled: z.catch(z.boolean(), true) }), { enabled: true }),
  codeLens: z.catch(z.object({ enabled: z.catch(z.boolean(), true) }), { enabled: true }),
  inlayHints: z.catch(z.object({ enabled: z.catch(z.boolean(), true) }), { enabled: true }),
  completion: z.catch(z.object({ enabled: z.catch(z.boolean(), true) }), { enabled: true }),
  diagnostics: z.catch(z.object({ enabled: z.catch(z.boolean(), true) }), { enabled: true }),
  detect: z.catch(z.object({ enabled: z.catch(z.boolean(), true), severity: z.catch(z.enum(severities), 'low') }), {
    enabled: true,
    severity: 'low',
  }),
  impact: z.catch(z.object({ whileTyping: z.catch(z.boolean(), true) }), { whileTyping: true }),
});

/** What an editor tells that cannot be asked. */
export const pushedSettings = z.catch(z.object({ faultline: z.unknown() }), { faultline: {} });

/** What of one workspace folder is not read, as `faultline.index.exclude` says; what is no text is no pattern. */
export const exclusions = z.catch(z.array(z.catch(z.string(), '')), []);

/** What our own editor says when it starts the server; others say nothing. `followsCommands`: links of a hover may name our commands. `exclude` is by the folder's URI. */
export const initialization = z.catch(
  z.object({
    showsProgress: z.catch(z.boolean(), false),
    followsCommands: z.catch(z.boolean(), false),
    exclude: z.catch(z.record(z.string(), exclusions), {}),
  }),
  { showsProgress: false, followsCommands: false, exclude: {} },
);

export type Settings = z.infer<typeof settings>;

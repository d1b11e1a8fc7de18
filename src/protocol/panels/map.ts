import * as z from 'zod/mini';
import type { EdgeResilience } from '../../core/model/edge-resilience.ts';
import type { MapFindings } from './map-marks.ts';

/** What `faultline graph --format json` prints; the map draws this and nothing else. */
export interface MapGraph {
  readonly root: string;
  readonly environments: readonly string[];
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly unresolved: readonly MapUnresolved[];
  readonly problems: readonly MapProblem[];
}

export interface MapEvidence {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly text?: string;
}

export type MapNodeKind = 'service' | 'datastore' | 'broker' | 'topic' | 'external' | 'contract' | 'package';

export interface MapNode {
  readonly id: string;
  readonly name: string;
  readonly kind: MapNodeKind;
  readonly path?: string;
  readonly technology?: string;
  readonly evidence: readonly MapEvidence[];
  readonly environments?: readonly string[];
  readonly running?: readonly MapRunning[];
  readonly findings?: MapFindings;
}

/** How a node runs in one environment. */
export interface MapRunning {
  readonly environment: string;
  readonly name: string;
  readonly image?: string;
  readonly ports: readonly { readonly target: number; readonly published?: number }[];
  readonly variables: readonly MapSetting[];
  readonly probes: readonly { readonly kind: string; readonly asks: string; readonly evidence: readonly MapEvidence[] }[];
  readonly resources: readonly MapSetting[];
}

/** Without a value it is not known, and `why` completes the sentence. */
export interface MapSetting {
  readonly name: string;
  readonly value?: string;
  readonly why?: string;
  readonly evidence: readonly MapEvidence[];
}

export type MapConfidence = 'certain' | 'likely' | 'possible';

export interface MapEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Open on purpose: a newer Faultline may know kinds that this map does not, and must still draw them. */
  readonly kind: string;
  readonly confidence: MapConfidence;
  readonly reason: string;
  /** Empty means: nothing says that the edge is limited to an environment. */
  readonly environments: readonly string[];
  readonly operations?: readonly string[];
  readonly evidence: readonly MapEvidence[];
  readonly resilience?: EdgeResilience;
}

export interface MapUnresolved {
  readonly node?: string;
  readonly what: string;
  readonly why: string;
  readonly at: MapEvidence;
}

export interface MapProblem {
  readonly file: string;
  readonly line?: number;
  readonly message: string;
}

export const mapGroups = ['calls', 'events', 'stores', 'start', 'contracts', 'code'] as const;
export type MapGroup = (typeof mapGroups)[number];

export const mapViews = ['focus', 'whole', 'tree'] as const;
export type MapView = (typeof mapViews)[number];

/** What a proof does: nothing, a link (`base` stands before the file, such as `vscode://file/home/me/shop/`), or an intent to the host. */
export type MapSource = { readonly kind: 'text' } | { readonly kind: 'link'; readonly base: string } | { readonly kind: 'open' };

export type MapSelection = { readonly kind: 'edge'; readonly edge: string } | { readonly kind: 'unresolved'; readonly index: number };

export interface MapState {
  readonly graph: MapGraph;
  readonly view: MapView;
  readonly focus: string | null;
  /** Cards of the focus view whose next hop is open; a node may stand in two hops, so this is not a list of nodes. */
  readonly expanded: readonly string[];
  /** Branches of the tree that differ from how the tree starts. */
  readonly toggled: readonly string[];
  readonly groups: readonly MapGroup[];
  readonly environment: string | null;
  readonly query: string;
  readonly selection: MapSelection | null;
  readonly source: MapSource;
  /** The last thing done, said once: "Copied as Mermaid." */
  readonly notice: string | null;
}

/** Intents come from a web page, so the host parses them before it believes them. */
export const mapIntent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('focus'), node: z.string() }),
  z.object({ kind: z.literal('show'), view: z.enum(mapViews) }),
  z.object({ kind: z.literal('expand'), box: z.string() }),
  z.object({ kind: z.literal('toggle-branch'), branch: z.string() }),
  z.object({ kind: z.literal('toggle-group'), group: z.enum(mapGroups) }),
  z.object({ kind: z.literal('choose-environment'), environment: z.nullable(z.string()) }),
  z.object({ kind: z.literal('search'), query: z.string() }),
  z.object({ kind: z.literal('select-edge'), edge: z.string() }),
  z.object({ kind: z.literal('select-unresolved'), index: z.int() }),
  z.object({ kind: z.literal('close-proofs') }),
  z.object({ kind: z.literal('open-source'), file: z.string(), line: z.int(), column: z.optional(z.int()) }),
  z.object({ kind: z.literal('copy-mermaid') }),
  z.object({ kind: z.literal('copy-link') }),
  z.object({ kind: z.literal('open-wide') }),
  z.object({ kind: z.literal('show-findings') }),
  z.object({ kind: z.literal('analyze-impact') }),
  z.object({ kind: z.literal('verify') }),
  z.object({ kind: z.literal('save-svg'), svg: z.string() }),
]);

export type MapIntent = z.infer<typeof mapIntent>;

/** How a map starts: one node in focus, start order and contracts out of the way. */
export function mapState(graph: MapGraph, sourceBase: string | null = null): MapState {
  return {
    graph,
    view: 'focus',
    focus: null,
    expanded: [],
    toggled: [],
    groups: ['calls', 'events', 'stores'],
    environment: null,
    query: '',
    selection: null,
    source: sourceBase === null ? { kind: 'text' } : { kind: 'link', base: sourceBase },
    notice: null,
  };
}

import type { FilePath, Location } from './source.ts';

export type NodeKind = 'service' | 'datastore' | 'broker' | 'topic' | 'external' | 'contract' | 'package';

export interface GraphNode {
  /** `kind:name`, unique and stable from one index to the next. */
  readonly id: string;
  readonly name: string;
  readonly kind: NodeKind;
  /** Folder of the node's own code. */
  readonly path?: FilePath;
  /** Language or product: TypeScript, postgres. */
  readonly technology?: string;
  readonly environments: readonly string[];
  readonly evidence: readonly Location[];
  /** Why these files are one node: one sentence for each aspect that was joined. */
  readonly identity: readonly { readonly aspect: string; readonly why: string; readonly at: Location }[];
}

export type EdgeKind =
  | 'http'
  | 'grpc'
  | 'graphql'
  | 'websocket'
  | 'tcp'
  | 'smtp'
  | 'telemetry'
  | 'discovery'
  | 'configuration'
  | 'publish'
  | 'subscribe'
  | 'messaging'
  | 'stores-in'
  | 'depends-on'
  | 'builds-from'
  | 'imports'
  | 'implements'
  | 'consumes'
  | 'hosted-on';

export type Confidence = 'certain' | 'likely' | 'possible';

export interface GraphEdge {
  /** `from kind to`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly confidence: Confidence;
  /** One sentence: why we believe it, and why no more than `confidence`. */
  readonly reason: string;
  readonly environments: readonly string[];
  /** `POST /orders`, `shop.v1.Inventory/Reserve`, a topic. */
  readonly operations: readonly string[];
  readonly evidence: readonly Location[];
}

/** A dependency that is seen but whose other end is not known. */
export interface Unresolved {
  readonly node?: string;
  /** What was seen, as its author would say it: `axios.get`. */
  readonly what: string;
  readonly why: string;
  readonly at: Location;
}

/** Something wrong between files: a circle. One sentence for its owner. */
export interface LinkProblem {
  readonly at: Location;
  readonly message: string;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly unresolved: readonly Unresolved[];
  readonly problems: readonly LinkProblem[];
  readonly environments: readonly string[];
}

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
  /** How it runs in each environment that deploys it. */
  readonly running?: readonly Running[];
}

export interface Running {
  readonly environment: string;
  /** Its name there: a compose service, a workload. */
  readonly name: string;
  readonly image?: string;
  readonly ports: readonly { readonly target: number; readonly published?: number; readonly name?: string }[];
  readonly variables: readonly Setting[];
  readonly probes: readonly { readonly kind: string; readonly asks: string; readonly evidence: readonly Location[] }[];
  /** `requests.cpu`, `limits.memory`. */
  readonly resources: readonly Setting[];
}

/** A variable as the container sees it, and every line that decides it. */
export interface Setting {
  readonly name: string;
  readonly value?: string;
  /** Why the value is not known; completes "the value is not known: …". */
  readonly why?: string;
  /** The value is not shown. */
  readonly secret?: boolean;
  readonly evidence: readonly Location[];
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

import type { SideName } from '../core/model/verify.ts';
import type { Containers } from './containers.ts';
import type { EngineNetwork } from './engine-network/engine-network.ts';
import type { Engine } from './engine.ts';
import type { Run } from './owner.ts';
import type { Project } from './project.ts';
import type { Sandbox, Undo } from './sandbox.ts';

export interface ServiceState {
  readonly service: string;
  readonly state: 'building' | 'built' | 'starting' | 'healthy' | 'mocked' | 'stopped';
  readonly image?: string;
}

export interface SideAsked {
  readonly engine: Engine;
  /** In which its containers are. */
  readonly network: EngineNetwork;
  readonly run: Run;
  readonly side: SideName;
  readonly project: Project;
  /** What runs as containers. */
  readonly services: readonly string[];
  /** What does not run and is called nevertheless. */
  readonly mocks: readonly string[];
  readonly signal: AbortSignal;
  readonly onService: (state: ServiceState) => void;
  readonly onNote: (note: string) => void;
  /** Called when the anchors are there and no service runs yet: whoever calls a service (or a mock) arrives at its anchor, on its own ports. */
  readonly listen: (anchors: ReadonlyMap<string, string>, reach: Reach) => Promise<Undo>;
  /** How long services may take to become ready after they were started. */
  readonly patience?: number;
}

/** How a proxy finds services and knows callers. */
export type Reach = Pick<Containers, 'endpoint' | 'callerOf'>;

/** One side that runs; its edges are the proxies' part. */
export interface RunningSide extends Omit<Sandbox, 'edges'>, Reach {
  /** Digests of what really runs, by service. */
  readonly images: ReadonlyMap<string, string>;
  /** `FOLDER/SERVICE.log` of every service. */
  readonly saveLogs: (folder: string) => Promise<void>;
  /** The most memory in use, in bytes, by service. */
  readonly memory: () => Promise<ReadonlyMap<string, number>>;
  /** Removes everything of this side; an error names what is left. */
  readonly close: Undo;
}

import type Dockerode from 'dockerode';
import type { EdgeName, MeteredCall } from '../core/model/verify.ts';
import type { Wire } from './engine-network/engine-network.ts';
import type { Treatment } from './proxy/treatment.ts';

/** How something that was started is ended. Ending it twice is no error. */
export type Undo = () => Promise<void>;

/** Where a port of a service is reached now; it changes with a restart or a reconnect, so it is asked for each time. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** Where the address is in a network of which this machine knows nothing: how a connection to it is begun. */
  readonly connect?: () => Wire;
}

/** The calls between services: metered, and treated as a fault says. */
export interface Edges {
  /** Every pair that goes through a proxy. */
  readonly known: readonly Required<EdgeName>[];
  /** From now on calls on the edge are treated so; without `from` those of every caller. Undone, they pass as they come. */
  readonly treat: (edge: EdgeName, treatment: Treatment) => Undo;
  readonly onCall: (listener: (call: MeteredCall) => void) => Undo;
}

/** A system that runs: one side of a change. */
export interface Sandbox {
  readonly docker: Dockerode;
  /** Label that every object of the run carries: `dev.faultline.run=ID`. */
  readonly label: string;
  /** Compose services that run as containers, by name. */
  readonly services: readonly string[];
  /** The running container of a service, by its newest id. A service that does not run is an error of one sentence. */
  readonly container: (service: string) => Promise<Dockerode.Container>;
  readonly endpoint: (service: string, port: number) => Promise<Endpoint>;
  readonly edges: Edges;
}

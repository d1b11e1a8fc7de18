import type { EnvEntry, PortEntry } from '../model/deployment-parts.ts';
import { placesOf, type FilePath, type Location, type Traceable } from '../model/source.ts';
import type { Value } from '../model/value.ts';

/** One name that runs in one environment: a compose service, a workload, an Aspire resource. What the environment's files say of it, merged. */
export interface Deployment {
  readonly environment: string;
  readonly platform: Platform;
  readonly name: string;
  /** Names under which others in the environment reach it, lower case. */
  readonly hosts: readonly string[];
  /** What the cluster's own DNS knows of it: its Services with their ports. Absent where the platform gives every workload a name. */
  readonly published?: readonly { readonly name: string; readonly ports: readonly number[] }[];
  readonly namespace?: string;
  /** The chart that renders it. */
  readonly chart?: string;
  readonly image?: string;
  /** The image is used for its client: a job that dumps, seeds or migrates a data store is none itself. */
  readonly clientOnly?: boolean;
  /** Folder that holds its own code, and the Dockerfile that builds it. */
  readonly folder?: FilePath;
  readonly dockerfile?: FilePath;
  readonly buildTarget?: string;
  readonly variables: Variables;
  readonly ports: readonly PortEntry[];
  readonly command: readonly Written[];
  readonly probes?: readonly Check[];
  readonly resources?: Variables;
  readonly dependsOn: readonly Awaited[];
  /** Files and folders of the workspace that it mounts. */
  readonly mounts: readonly FilePath[];
  /** Where it is given the socket of the container engine. */
  readonly engineSocket?: Location;
  /** Names of ConfigMaps that it mounts as files. */
  readonly configMaps?: readonly string[];
  /** Names of application ids, from annotations: Dapr. */
  readonly appIds: readonly string[];
  /** Where values of `${…}` in this deployment's own texts come from: `.env` beside a compose file, Helm values. */
  readonly interpolation: Variables;
  readonly at: Location;
  readonly evidence: readonly Location[];
}

/** How the platform asks whether it is up: `readiness /healthz :8080`. */
interface Check {
  readonly kind: 'liveness' | 'readiness' | 'startup' | 'healthcheck';
  readonly asks: string;
  readonly at: Location;
  readonly origins?: readonly Location[];
}

/** Another name that is up before this one. */
interface Awaited {
  readonly name: string;
  readonly at: Location;
  readonly origins?: readonly Location[];
  readonly linked?: boolean;
}

export type Platform = 'compose' | 'kubernetes' | 'helm' | 'aspire' | 'code';

export interface Written {
  readonly value: Value;
  readonly at: Location;
  /** All places that it is made of, where there is more than one. */
  readonly origins?: readonly Location[];
}

/** A variable's values with where each is written: later files win, so the last counts; an absent value is handed in from outside. */
export type Variables = ReadonlyMap<string, readonly SetVariable[]>;

export interface SetVariable {
  readonly value?: Value;
  readonly at: Location;
  readonly origins?: readonly Location[];
}

const CLIENT =
  /^(.*\/)?(psql|pg_dump\w*|pg_restore|pg_isready|mysql|mysqldump|mysqladmin|mariadb|mongo|mongosh|mongodump|mongorestore|mongoimport|redis-cli|kafka-\w+(\.sh)?|rabbitmqadmin|cqlsh|mc|etcdctl|nats)$/;

/** The words of a command say that the image's client runs, not its server. */
export const runsClient = (command: readonly Written[]): boolean =>
  command.some(({ value }) => value.kind === 'literal' && value.text.split(/[\s;&|]+/).some(word => CLIENT.test(word)));

export const located = (file: FilePath, at: Location['span']): Location => ({ file, span: at });

/** Where a part of a fact of `file` stands: its first place, and all of them where there are more. */
export function standing(part: Traceable, file: FilePath): { readonly at: Location; readonly origins?: readonly Location[] } {
  const [first, ...others] = placesOf(part, file);
  return others.length === 0 ? { at: first! } : { at: first!, origins: [first!, ...others] };
}

export function variablesOf(entries: readonly EnvEntry[], file: FilePath): Map<string, SetVariable[]> {
  const variables = new Map<string, SetVariable[]>();
  for (const entry of entries) variables.set(entry.name, [{ ...standing(entry, file), ...(entry.value && { value: entry.value }) }]);
  return variables;
}

/** Later wins by name. */
export function merged(...layers: readonly Variables[]): Map<string, readonly SetVariable[]> {
  return new Map(layers.flatMap(layer => [...layer]));
}

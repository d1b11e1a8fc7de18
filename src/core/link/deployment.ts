import type { EnvEntry, PortEntry } from '../model/deployment-fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Value } from '../model/value.ts';

/** One name that runs in one environment: a compose service, a workload, an Aspire resource. What the environment's files say of it, merged. */
export interface Deployment {
  readonly environment: string;
  readonly platform: Platform;
  readonly name: string;
  /** Names under which others in the environment reach it, lower case. */
  readonly hosts: readonly string[];
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
  readonly dependsOn: readonly { readonly name: string; readonly at: Location; readonly linked?: boolean }[];
  /** Files and folders of the workspace that it mounts. */
  readonly mounts: readonly FilePath[];
  /** Names of ConfigMaps that it mounts as files. */
  readonly configMaps?: readonly string[];
  /** Names of application ids, from annotations: Dapr. */
  readonly appIds: readonly string[];
  /** Where values of `${…}` in this deployment's own texts come from: `.env` beside a compose file, Helm values. */
  readonly interpolation: Variables;
  readonly at: Location;
  readonly evidence: readonly Location[];
}

export type Platform = 'compose' | 'kubernetes' | 'helm' | 'aspire' | 'code';

export interface Written {
  readonly value: Value;
  readonly at: Location;
}

/** A variable's values with where each is written: later files win, so the last counts; an absent value is handed in from outside. */
export type Variables = ReadonlyMap<string, readonly SetVariable[]>;

export interface SetVariable {
  readonly value?: Value;
  readonly at: Location;
}

const CLIENT =
  /^(.*\/)?(psql|pg_dump\w*|pg_restore|pg_isready|mysql|mysqldump|mysqladmin|mariadb|mongo|mongosh|mongodump|mongorestore|mongoimport|redis-cli|kafka-\w+(\.sh)?|rabbitmqadmin|cqlsh|mc|etcdctl|nats)$/;

/** The words of a command say that the image's client runs, not its server. */
export const runsClient = (command: readonly Written[]): boolean =>
  command.some(({ value }) => value.kind === 'literal' && value.text.split(/[\s;&|]+/).some(word => CLIENT.test(word)));

export const located = (file: FilePath, at: Location['span']): Location => ({ file, span: at });

export function variablesOf(entries: readonly EnvEntry[], file: FilePath): Map<string, SetVariable[]> {
  const variables = new Map<string, SetVariable[]>();
  for (const { name, value, at } of entries) variables.set(name, [{ at: located(file, at), ...(value && { value }) }]);
  return variables;
}

/** Later wins by name. */
export function merged(...layers: readonly Variables[]): Map<string, readonly SetVariable[]> {
  return new Map(layers.flatMap(layer => [...layer]));
}

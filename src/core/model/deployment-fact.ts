import type { Span } from './source.ts';
import type { Value } from './value.ts';

/** What deployment files say: compose, Dockerfile, Kubernetes, Helm, kustomize, Skaffold. */
export type DeploymentFact = ComposeService | ComposeInclude | Dockerfile | Workload | ClusterService | ConfigMap | Route | HelmChart | HelmValues | Kustomization | ImageBuild;

/** `value` absent: the name is handed on from outside (`- DEBUG`, `secretKeyRef`). */
export interface EnvEntry {
  readonly name: string;
  readonly value?: Value;
  readonly at: Span;
}

export interface PortEntry {
  readonly at: Span;
  /** Port inside the container. */
  readonly target: number;
  /** Port on the host, or of the Kubernetes Service. */
  readonly published?: number;
  readonly name?: string;
}

/** One service of one compose file, as written there; the linker merges files into projects. */
export interface ComposeService {
  readonly kind: 'compose-service';
  readonly at: Span;
  readonly name: string;
  readonly image?: Value;
  /** Context and Dockerfile as written (relative to the compose file's folder, Dockerfile relative to the context). */
  readonly build?: { readonly context: string; readonly dockerfile?: string; readonly target?: string; readonly args: readonly EnvEntry[]; readonly at: Span };
  readonly containerName?: string;
  readonly hostname?: string;
  readonly aliases: readonly string[];
  readonly ports: readonly PortEntry[];
  readonly environment: readonly EnvEntry[];
  readonly envFiles: readonly { readonly path: string; readonly at: Span }[];
  readonly dependsOn: readonly { readonly service: string; readonly condition?: string; readonly at: Span }[];
  readonly links: readonly { readonly service: string; readonly alias?: string; readonly at: Span }[];
  readonly profiles: readonly string[];
  readonly networks: readonly string[];
  /** Command and entrypoint, each word a text that may hold addresses. */
  readonly command: readonly { readonly value: Value; readonly at: Span }[];
  /** Host side of bind mounts, as written: a config file mounted into the service belongs to it. */
  readonly mounts: readonly { readonly source: string; readonly target: string; readonly at: Span }[];
  readonly labels: readonly EnvEntry[];
  readonly healthcheck?: { readonly test: string; readonly at: Span };
  readonly extends?: { readonly file?: string; readonly service: string };
}

export interface ComposeInclude {
  readonly kind: 'compose-include';
  readonly at: Span;
  readonly path: string;
}

export interface Dockerfile {
  readonly kind: 'dockerfile';
  readonly at: Span;
  readonly stages: readonly { readonly name?: string; readonly from: string; readonly at: Span }[];
  /** ENV of the last stage and of the stages that it is made from. */
  readonly environment: readonly EnvEntry[];
  readonly args: readonly EnvEntry[];
  readonly ports: readonly PortEntry[];
  /** Sources of COPY and ADD from the build context, as written; not `--from`. */
  readonly copies: readonly { readonly from: string; readonly to: string; readonly at: Span }[];
  /** CMD and ENTRYPOINT of the last stage, each word. */
  readonly command: readonly { readonly value: Value; readonly at: Span }[];
  /** Folder or file names that the command or build picks out of a shared context: `./cmd/api`, `apps/query`, `Catalog.API.csproj`. */
  readonly builds: readonly string[];
}

/** A container of a workload. */
export interface Container {
  readonly name: string;
  readonly at: Span;
  readonly image?: Value;
  readonly environment: readonly EnvEntry[];
  /** ConfigMaps and Secrets taken whole. */
  readonly envFrom: readonly { readonly name: Value; readonly at: Span }[];
  readonly ports: readonly PortEntry[];
  readonly command: readonly { readonly value: Value; readonly at: Span }[];
  readonly probes: readonly { readonly kind: 'liveness' | 'readiness' | 'startup'; readonly path?: string; readonly port?: string; readonly at: Span }[];
  /** Names of ConfigMaps mounted as files. */
  readonly mounts: readonly string[];
  /** Runs before the others and ends. */
  readonly init?: boolean;
}

/** Deployment, StatefulSet, DaemonSet, Job, CronJob, Pod, Rollout, Knative Service… One object as written, or as a Helm template reads plainly. */
export interface Workload {
  readonly kind: 'workload';
  readonly at: Span;
  readonly workloadKind: string;
  readonly name: Value;
  readonly namespace?: string;
  /** Labels of the pod. */
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly Container[];
  readonly annotations: readonly EnvEntry[];
}

/** A Kubernetes Service. */
export interface ClusterService {
  readonly kind: 'cluster-service';
  readonly at: Span;
  readonly name: Value;
  readonly namespace?: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly PortEntry[];
  readonly externalName?: string;
}

/** ConfigMap or Secret; secret values are never kept, only their names. */
export interface ConfigMap {
  readonly kind: 'config-map';
  readonly at: Span;
  readonly name: Value;
  readonly namespace?: string;
  readonly secret: boolean;
  readonly entries: readonly EnvEntry[];
}

/** Traffic from a gateway to a service: Ingress, VirtualService, HTTPRoute, IngressRoute. */
export interface Route {
  readonly kind: 'route';
  readonly at: Span;
  /** Name of the gateway or ingress that the traffic comes from. */
  readonly gateway: string;
  readonly gatewayKind: string;
  readonly host?: string;
  readonly path?: string;
  readonly target: Value;
  readonly port?: string;
}

export interface HelmChart {
  readonly kind: 'helm-chart';
  readonly at: Span;
  readonly name: string;
  readonly version?: string;
  readonly dependencies: readonly { readonly name: string; readonly alias?: string; readonly repository?: string; readonly at: Span }[];
}

/** One scalar of a values file, `users.url`. */
export interface HelmValues {
  readonly kind: 'helm-values';
  readonly at: Span;
  readonly entries: readonly { readonly path: string; readonly text: string; readonly at: Span }[];
}

export interface Kustomization {
  readonly kind: 'kustomization';
  readonly at: Span;
  /** Resources, bases and components, as written. */
  readonly resources: readonly { readonly path: string; readonly at: Span }[];
  readonly patches: readonly { readonly path: string; readonly at: Span }[];
  readonly namespace?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly images: readonly { readonly name: string; readonly newName?: string; readonly newTag?: string; readonly at: Span }[];
  /** ConfigMaps that are generated, with literals. */
  readonly generated: readonly { readonly name: string; readonly entries: readonly EnvEntry[]; readonly at: Span }[];
}

/** An image and the folder it is built from: Skaffold artifacts, `docker build -t` in scripts and CI. */
export interface ImageBuild {
  readonly kind: 'image-build';
  readonly at: Span;
  readonly image: string;
  /** Relative to the file. */
  readonly context: string;
  readonly dockerfile?: string;
}

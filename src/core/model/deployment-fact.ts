import type { Span, Traceable } from './source.ts';
import type { Value } from './value.ts';
import type { Protocol } from './fact.ts';
import type { ManifestNode } from './manifest-node.ts';

/** What deployment files say: compose, Dockerfile, Kubernetes, Helm, kustomize, Skaffold. */
export type DeploymentFact =
  | ComposeService
  | ComposeInclude
  | ComposeFile
  | Interpolates
  | Dockerfile
  | Workload
  | ClusterService
  | ConfigMap
  | ClusterObject
  | Route
  | HelmChart
  | HelmValues
  | Kustomization
  | ImageBuild
  | NetworkPolicy
  | DaprComponent
  | DaprSubscription
  | DaprApplication;

/** `value` absent: the name is handed on from outside (`- DEBUG`, `secretKeyRef`). */
export interface EnvEntry extends Traceable {
  readonly name: string;
  readonly value?: Value;
  /** Where Kubernetes takes the value from: an entry of a ConfigMap or Secret, or a field of the pod. */
  readonly from?: { readonly kind: 'config-map' | 'secret' | 'field'; readonly name: Value; readonly key: string };
}

export interface PortEntry extends Traceable {
  /** Port inside the container; 0 where only `value` can tell it. */
  readonly target: number;
  /** The target where it is not written as a number: `{{ .Values.service.port }}`, `${PORT}`, the name of a container's port. */
  readonly value?: Value;
  /** Port on the host, or of the Kubernetes Service. */
  readonly published?: number;
  readonly name?: string;
}

/** A word of a command, a text that may hold addresses. */
export interface CommandWord extends Traceable {
  readonly value: Value;
}

/** One service of one compose file, as written there; the linker merges files into projects. */
export interface ComposeService extends Traceable {
  readonly kind: 'compose-service';
  readonly name: string;
  readonly image?: Value;
  /** Context and Dockerfile as written (relative to the compose file's folder, Dockerfile relative to the context). */
  readonly build?: {
    readonly context: string;
    readonly dockerfile?: string;
    readonly target?: string;
    readonly args: readonly EnvEntry[];
    readonly at: Span;
  };
  readonly containerName?: string;
  readonly hostname?: string;
  readonly aliases: readonly string[];
  readonly ports: readonly PortEntry[];
  readonly environment: readonly EnvEntry[];
  readonly envFiles: readonly { readonly path: string; readonly at: Span }[];
  readonly dependsOn: readonly (Traceable & { readonly service: string; readonly condition?: string })[];
  readonly links: readonly (Traceable & { readonly service: string; readonly alias?: string })[];
  readonly profiles: readonly string[];
  readonly networks: readonly string[];
  /** Command and entrypoint, each word a text that may hold addresses. */
  readonly command: readonly CommandWord[];
  /** Host side of bind mounts, as written: a config file mounted into the service belongs to it. */
  readonly mounts: readonly { readonly source: string; readonly target: string; readonly at: Span }[];
  readonly labels: readonly EnvEntry[];
  readonly healthcheck?: Traceable & { readonly test: string };
  /** `limits.memory`, `reservations.cpus`, as written. */
  readonly resources?: readonly EnvEntry[];
  readonly extends?: { readonly file?: string; readonly service: string };
  /** All of it, for who asks for more than the link does. */
  readonly written: ManifestNode;
}

/** What a compose file says beside its services: networks, volumes, secrets, configs. */
export interface ComposeFile extends Traceable {
  readonly kind: 'compose-file';
  readonly written: ManifestNode;
}

/** A `${NAME}` that compose replaces before anything else reads the file. `at` is the reference. */
export interface Interpolates {
  readonly kind: 'interpolates';
  readonly at: Span;
  readonly name: string;
  /** `falls`: `:-`, `-`, `:+` or `+` say what else; `required`: `:?` or `?` stop the start; `plain`: it becomes empty. */
  readonly otherwise: 'falls' | 'required' | 'plain';
  /** Keys from the top of the file: `['services', 'db', 'image']`. */
  readonly path: readonly string[];
}

export interface ComposeInclude {
  readonly kind: 'compose-include';
  readonly at: Span;
  readonly path: string;
}

export interface Dockerfile {
  readonly kind: 'dockerfile';
  readonly at: Span;
  readonly stages: readonly DockerfileStage[];
  /** ENV of the last stage and of the stages that it is made from. */
  readonly environment: readonly EnvEntry[];
  readonly args: readonly EnvEntry[];
  readonly ports: readonly PortEntry[];
  /** Sources of COPY and ADD from the build context, as written; not `--from`. */
  readonly copies: readonly { readonly from: string; readonly to: string; readonly at: Span }[];
  /** CMD and ENTRYPOINT of the last stage, each word. */
  readonly command: readonly CommandWord[];
  /** Folder or file names that the command or build picks out of a shared context: `./cmd/api`, `apps/query`, `Catalog.API.csproj`. */
  readonly builds: readonly string[];
  readonly instructions: readonly DockerfileInstruction[];
}

/** One instruction in its order. `text` has the length that it has in the file: comments and marks of continuation are blank, so offsets hold. */
export interface DockerfileInstruction {
  /** Upper case; `FROM`, `RUN`, `HEALTHCHECK`. */
  readonly keyword: string;
  readonly text: string;
  /** Where `text` begins in the file. */
  readonly start: number;
  readonly at: Span;
  /** Index into the stages; -1 before the first. */
  readonly stage: number;
}

/** A stage, for a build that names it as its target; the last one's parts are also those of the Dockerfile. */
export interface DockerfileStage {
  readonly name?: string;
  readonly from: string;
  readonly at: Span;
  readonly environment?: Dockerfile['environment'];
  readonly ports?: Dockerfile['ports'];
  readonly command?: Dockerfile['command'];
  readonly builds?: Dockerfile['builds'];
}

export interface Probe extends Traceable {
  readonly kind: 'liveness' | 'readiness' | 'startup';
  readonly path?: string;
  readonly port?: string;
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
  readonly command: readonly CommandWord[];
  readonly probes: readonly Probe[];
  /** `requests.cpu`, `limits.memory`, as written. */
  readonly resources?: readonly EnvEntry[];
  /** Names of ConfigMaps mounted as files. */
  readonly mounts: readonly string[];
  /** Runs before the others and ends. */
  readonly init?: boolean;
}

/** Deployment, StatefulSet, DaemonSet, Job, CronJob, Pod, Rollout, Knative Service… One object as written, or as a Helm template reads plainly. */
export interface Workload extends Traceable {
  readonly kind: 'workload';
  readonly workloadKind: string;
  readonly name: Value;
  readonly namespace?: string;
  /** Labels of the pod. */
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly Container[];
  /** A chart renders it only where this is true: `{{ if .Values.postgres.enabled }}` around the whole template. */
  readonly when?: Value;
  readonly annotations: readonly EnvEntry[];
}

/** A Kubernetes Service. */
export interface ClusterService extends Traceable {
  readonly kind: 'cluster-service';
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

/** Any Kubernetes object, whole; values of secrets are never kept. Definitions of new kinds are left out. */
export interface ClusterObject extends Traceable {
  readonly kind: 'cluster-object';
  readonly apiVersion: string;
  readonly objectKind: string;
  /** As written; template actions stay. */
  readonly name: string;
  readonly namespace?: string;
  readonly written: ManifestNode;
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
  /** A part that kustomizations include; it is never applied by itself. */
  readonly isComponent?: boolean;
  /** Resources, bases and components, as written. */
  readonly resources: readonly { readonly path: string; readonly at: Span }[];
  readonly patches: readonly { readonly path: string; readonly at: Span }[];
  readonly namespace?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly images: readonly { readonly name: string; readonly newName?: string; readonly newTag?: string; readonly at: Span }[];
  /** ConfigMaps that are generated, with literals. */
  readonly generated: readonly {
    readonly name: string;
    readonly entries: readonly EnvEntry[];
    readonly at: Span;
    /** Env files and other files that its entries come from, as written. */
    readonly files?: readonly { readonly path: string; readonly at: Span; readonly env: boolean }[];
    readonly secret?: boolean;
  }[];
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

/** Who may reach a workload: NetworkPolicy, Istio AuthorizationPolicy. To be allowed is not to call. */
export interface NetworkPolicy {
  readonly kind: 'network-policy';
  readonly at: Span;
  readonly name: Value;
  readonly namespace?: string;
  /** Labels of the pods that it guards; empty for all of the namespace. */
  readonly selector: Readonly<Record<string, string>>;
  /** Pods by label, or an Istio principal (`cluster.local/ns/shop/sa/orders`). */
  readonly allowedFrom: readonly { readonly labels: Readonly<Record<string, string>>; readonly principal?: string; readonly at: Span }[];
}

/** A Dapr component: apps in `scopes` (all, where empty) reach the store or broker through their sidecar. */
export interface DaprComponent {
  readonly kind: 'dapr-component';
  readonly at: Span;
  readonly name: string;
  /** As written: `pubsub.redis`. */
  readonly type: string;
  readonly protocol?: Protocol;
  readonly scopes: readonly string[];
  readonly addresses: readonly { readonly name: string; readonly value: Value; readonly at: Span }[];
}

/** A declarative subscription: the apps in `scopes` receive the topic. */
export interface DaprSubscription {
  readonly kind: 'dapr-subscription';
  readonly at: Span;
  readonly component: string;
  readonly topic: string;
  readonly route?: string;
  readonly scopes: readonly string[];
}

/** An app of a multi-app run file. */
export interface DaprApplication {
  readonly kind: 'dapr-application';
  readonly at: Span;
  readonly id: string;
  /** Relative to the file. */
  readonly path: string;
  readonly port?: number;
  readonly environment: readonly EnvEntry[];
}

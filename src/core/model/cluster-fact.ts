import type { CommandWord, EnvEntry, PortEntry } from './deployment-parts.ts';
import type { ManifestNode } from './manifest-node.ts';
import type { Span, Traceable } from './source.ts';
import type { Value } from './value.ts';

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

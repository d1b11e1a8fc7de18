import type { ClusterObject, ClusterService, ConfigMap, NetworkPolicy, Route, Workload } from './cluster-fact.ts';
import type { ComposeFile, ComposeInclude, ComposeService, Interpolates } from './compose-fact.ts';
import type { DaprApplication, DaprComponent, DaprSubscription } from './dapr-fact.ts';
import type { HelmChart, HelmValues } from './helm-fact.ts';
import type { Dockerfile, ImageBuild } from './image-fact.ts';
import type { Kustomization } from './kustomize-fact.ts';

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

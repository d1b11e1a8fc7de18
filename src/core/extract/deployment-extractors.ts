import { compose } from './compose/index.ts';
import { dockerfile } from './dockerfile/index.ts';
import { dotenv } from './dotenv/index.ts';
import type { Extractor } from './extractor.ts';
import { helm } from './helm/index.ts';
import { kubernetes } from './kubernetes/index.ts';
import { kustomize } from './kustomize/index.ts';
import { gitops } from './releases/gitops.ts';
import { helmfile } from './releases/helmfile.ts';
import { kustomizeHelm } from './releases/kustomize-helm.ts';
import { releaseCommands } from './releases/scripts.ts';
import { skaffoldReleases } from './releases/skaffold.ts';
import { terraformReleases } from './releases/terraform.ts';
import { tiltReleases } from './releases/tilt.ts';
import { imageBuilds } from './skaffold/index.ts';

/** What says where and how services run. */
export const deploymentExtractors: readonly Extractor[] = [
  compose,
  dotenv,
  dockerfile,
  kubernetes,
  helm,
  kustomize,
  imageBuilds,
  helmfile,
  skaffoldReleases,
  gitops,
  kustomizeHelm,
  releaseCommands,
  tiltReleases,
  terraformReleases,
];

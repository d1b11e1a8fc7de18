import type { Fact } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import { type Node, text } from '../../yaml/tree.ts';
import type { Extractor } from '../extractor.ts';
import { applicationFacts } from './argo-cd.ts';
import { applicationsOfSet } from './application-set.ts';
import { fluxKustomization, fluxRelease } from './flux.ts';
import { templatedYaml } from './template.ts';

/** What Argo CD and Flux are told to install. The objects also stand in templates of charts (an application of applications). */
export const gitops: Extractor = {
  name: 'gitops',
  include: ['**/*.{yaml,yml}'],
  mayMatch: text => OBJECT.test(text) && GROUP.test(text),
  extract: source => ({ facts: templatedYaml(source).documents.flatMap(({ root }) => objectFacts(root, source)), problems: [] }),
};

const OBJECT = /^[ \t-]*kind:[ \t]*["']?(?:Application|ApplicationSet|HelmRelease|Kustomization)["']?[ \t]*(?:#.*)?\r?$/m;
const GROUP = /^[ \t-]*apiVersion:[ \t]*["']?(?:argoproj\.io|helm\.toolkit\.fluxcd\.io|kustomize\.toolkit\.fluxcd\.io|helm\.fluxcd\.io)\//m;

function objectFacts(root: Node, source: Source): readonly Fact[] {
  const group = text(root, 'apiVersion')?.split('/')[0] ?? '';
  const kind = text(root, 'kind') ?? '';
  switch (`${group}/${kind}`) {
    case 'argoproj.io/Application':
      return applicationFacts(root, source);
    case 'argoproj.io/ApplicationSet':
      return applicationsOfSet(root).flatMap(application => applicationFacts(application, source));
    case 'helm.toolkit.fluxcd.io/HelmRelease':
    case 'helm.fluxcd.io/HelmRelease':
      return fluxRelease(root, source);
    case 'kustomize.toolkit.fluxcd.io/Kustomization':
      return fluxKustomization(root, source);
    default:
      return [];
  }
}

import type { Extractor } from '../../../../src/core/extract/extractor.ts';
import type { HelmRelease, KustomizeApply } from '../../../../src/core/model/release-fact.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';

/** What an extractor reads as short lines: `web = charts/web in shop @prod -f a.yaml --set b=c {d: e}`. Gated texts give `gated`. */
export function releasesIn(extractor: Extractor, path: string, text: string): readonly string[] {
  if (extractor.mayMatch && !extractor.mayMatch(text)) return ['gated'];
  return extractor
    .extract({ path: path as FilePath, text })
    .facts.flatMap(fact => (fact.kind === 'helm-release' ? shownRelease(fact) : fact.kind === 'kustomize-apply' ? shownApply(fact) : []));
}

/** Where the paths of the first fact are seen from. */
export function placesIn(extractor: Extractor, path: string, text: string): readonly string[] {
  const [fact] = extractor.extract({ path: path as FilePath, text }).facts;
  return fact?.kind === 'helm-release' || fact?.kind === 'kustomize-apply' ? fact.from : [];
}

function shownRelease(fact: HelmRelease): string {
  const parts = [
    `${fact.name ?? '-'} = ${fact.chart}`,
    fact.remote && '(remote)',
    fact.ifChart && '(if a chart)',
    fact.repository && `of ${fact.repository}`,
    fact.namespace && `in ${fact.namespace}`,
    fact.environment && `@${fact.environment}`,
    fact.condition && `if ${fact.condition}`,
    ...(fact.valuesFrom ?? []).map(({ kind, name, key }) => `from ${kind} ${name}/${key}`),
    ...fact.valuesFiles.map(({ path, repository }) => `-f ${path}${repository ? ` of ${repository}` : ''}`),
    ...fact.inlineValues.map(
      ({ afterFiles, entries }) => `{${entries.map(({ path, text }) => `${path.join('.')}: ${text}`).join(', ')}}${afterFiles}`,
    ),
    ...fact.sets.map(({ name, value, as }) => `--set${as ? `-${as}` : ''} ${name}=${value}`),
  ];
  return parts.filter(part => part).join(' ');
}

function shownApply(fact: KustomizeApply): string {
  const parts = [
    `kustomize ${fact.path}`,
    fact.remote && '(remote)',
    fact.ifKustomization && '(if one)',
    fact.repository && `of ${fact.repository}`,
    fact.namespace && `in ${fact.namespace}`,
    fact.environment && `@${fact.environment}`,
  ];
  return parts.filter(part => part).join(' ');
}

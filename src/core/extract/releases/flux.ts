import type { HelmRelease, KustomizeApply } from '../../model/release-fact.ts';
import type { Source } from '../../model/source.ts';
import { at, items, type Node, text } from '../../yaml/tree.ts';
import { inlineValues } from './inline-values.ts';
import { clean, foldersDown } from './paths.ts';

/** A HelmRelease of Flux 2, or of the Helm operator before it. A chart in a Git repository is seen from the repository's root. */
export function fluxRelease(root: Node, { path: file }: Source): readonly HelmRelease[] {
  const spec = at(root, 'spec');
  const written = chartOf(spec);
  if (!written) return [];
  const { node, remote, repository } = written;
  const chart = text(node)!;
  const valuesFiles = items(at(spec, 'chart', 'spec', 'valuesFiles')).flatMap(item =>
    text(item) ? [{ path: clean(text(item)!), at: item.at }] : [],
  );
  const valuesFrom = items(at(spec, 'valuesFrom')).flatMap(valuesSource);
  const target = text(spec, 'targetNamespace');
  const own = text(root, 'metadata', 'name');
  const name = text(spec, 'releaseName') ?? (target && own ? `${target}-${own}` : own);
  const namespace = target ?? text(root, 'metadata', 'namespace');
  return [
    {
      kind: 'helm-release',
      at: node.at,
      tool: 'flux',
      chart: remote ? chart : clean(chart),
      ...(remote && { remote }),
      from: foldersDown(file),
      ...(repository && { repository }),
      valuesFiles,
      ...(valuesFrom.length > 0 && { valuesFrom }),
      inlineValues: inlineValues(at(spec, 'values'), valuesFiles.length),
      sets: [],
      ...(name && { name }),
      ...(namespace && { namespace }),
    },
  ];
}

interface Chart {
  readonly node: Node;
  readonly remote?: true;
  readonly repository?: string;
}

function chartOf(spec: Node | undefined): Chart | undefined {
  const inner = at(spec, 'chart', 'spec');
  const chart = at(inner, 'chart');
  if (chart && text(chart)) {
    const repository = text(inner, 'sourceRef', 'name');
    const inGit = /^(?:GitRepository|Bucket)$/.test(text(inner, 'sourceRef', 'kind') ?? '');
    return { node: chart, ...(!inGit && { remote: true }), ...(repository && { repository }) };
  }
  const reference = at(spec, 'chartRef', 'name');
  if (reference && text(reference)) return { node: reference, remote: true };
  return operatorChart(at(spec, 'chart'));
}

function operatorChart(chart: Node | undefined): Chart | undefined {
  const path = at(chart, 'path');
  const git = text(chart, 'git');
  if (path && text(path) && git) return { node: path, repository: git };
  const name = at(chart, 'name');
  const repository = text(chart, 'repository');
  return name && text(name) ? { node: name, remote: true, ...(repository && { repository }) } : undefined;
}

function valuesSource(node: Node): NonNullable<HelmRelease['valuesFrom']> {
  const name = text(node, 'name');
  const kind = text(node, 'kind') === 'Secret' ? 'secret' : 'config-map';
  return name === undefined ? [] : [{ kind, name, key: text(node, 'valuesKey') ?? 'values.yaml', at: at(node, 'name')!.at }];
}

/** A Kustomization of Flux, which is no file of kustomize: it says which folder of a repository is applied. */
export function fluxKustomization(root: Node, { path: file }: Source): readonly KustomizeApply[] {
  const spec = at(root, 'spec');
  const path = at(spec, 'path');
  const repository = text(spec, 'sourceRef', 'name');
  const namespace = text(spec, 'targetNamespace');
  if (!spec) return [];
  return [
    {
      kind: 'kustomize-apply',
      at: (path ?? at(root, 'metadata', 'name') ?? spec).at,
      tool: 'flux',
      path: clean(text(path) ?? '.'),
      from: foldersDown(file),
      ...(repository && { repository }),
      ...(namespace && { namespace }),
    },
  ];
}

import type { HelmRelease, KustomizeApply, ReleaseFact, ReleaseSet, ValuesFile } from '../../model/release-fact.ts';
import type { Source } from '../../model/source.ts';
import { at, items, type Node, text } from '../../yaml/tree.ts';
import { embeddedValues, inlineValues } from './inline-values.ts';
import { clean, foldersDown, joined } from './paths.ts';

/** What the sources of an Application of Argo CD install. Their paths are seen from the root of a repository. */
export function applicationFacts(root: Node, source: Source): readonly ReleaseFact[] {
  const spec = at(root, 'spec');
  const single = at(spec, 'source');
  const several = items(at(spec, 'sources'));
  const sources = several.length > 0 ? several : single ? [single] : [];
  const name = text(root, 'metadata', 'name');
  const cluster = text(spec, 'destination', 'name');
  const environment = cluster && cluster !== 'in-cluster' ? cluster : name;
  const namespace = text(spec, 'destination', 'namespace');
  const references = new Map(sources.flatMap(one => (text(one, 'ref') ? [[text(one, 'ref')!, text(one, 'repoURL') ?? ''] as const] : [])));
  const place = { ...(namespace && { namespace }), ...(environment && { environment }) };
  return sources.flatMap(one => sourceFacts(one, { file: source, references, place, name }));
}

interface Application {
  readonly file: Source;
  /** Repositories by the names under which `$name/path` points into them. */
  readonly references: ReadonlyMap<string, string>;
  readonly place: { readonly namespace?: string; readonly environment?: string };
  readonly name: string | undefined;
}

/** Argo CD looks into a folder to know what it is; where the source does not tell, it may be a chart or a kustomization. */
function sourceFacts(node: Node, application: Application): readonly ReleaseFact[] {
  const path = text(node, 'path');
  const isChart = at(node, 'helm') !== undefined || text(node, 'chart') !== undefined;
  const isKustomization = at(node, 'kustomize') !== undefined;
  if (at(node, 'directory') || at(node, 'plugin')) return [];
  if (isChart) return chartFacts(node, application);
  if (path === undefined) return [];
  const apply = kustomization(node, application);
  return isKustomization
    ? [apply]
    : [...chartFacts(node, application).map(known => ({ ...known, ifChart: true as const })), { ...apply, ifKustomization: true }];
}

function kustomization(node: Node, { file, place }: Application): KustomizeApply {
  const path = at(node, 'path') ?? node;
  const repository = text(node, 'repoURL');
  return {
    kind: 'kustomize-apply',
    at: path.at,
    tool: 'argo-cd',
    path: clean(text(node, 'path') ?? '.'),
    from: foldersDown(file.path),
    ...(repository && { repository }),
    ...place,
  };
}

function chartFacts(node: Node, { file, references, place, name }: Application): readonly HelmRelease[] {
  const helm = at(node, 'helm');
  const named = at(node, 'chart');
  const chart = text(named) ?? text(node, 'path');
  if (chart === undefined) return [];
  const repository = text(node, 'repoURL');
  const folder = named ? '' : chart;
  const valuesFiles = items(at(helm, 'valueFiles')).flatMap(item => valuesFile(item, folder, references));
  const release = text(helm, 'releaseName') ?? name;
  return [
    {
      kind: 'helm-release',
      at: (named ?? at(node, 'path') ?? node).at,
      tool: 'argo-cd',
      chart: named ? chart : clean(chart),
      ...(named && { remote: true }),
      from: foldersDown(file.path),
      ...(repository && { repository }),
      valuesFiles,
      inlineValues: [
        ...embeddedValues(at(helm, 'values'), file.text, valuesFiles.length),
        ...inlineValues(at(helm, 'valuesObject'), valuesFiles.length),
      ],
      sets: [
        ...items(at(helm, 'parameters')).flatMap(item => parameter(item)),
        ...items(at(helm, 'fileParameters')).flatMap(fileParameter),
      ],
      ...(release && { name: release }),
      ...place,
    },
  ];
}

/** Seen from the chart, from the repository's root with a leading slash, or from another repository as `$ref/path`. */
function valuesFile(node: Node, folder: string, references: Application['references']): readonly ValuesFile[] {
  const written = text(node);
  if (!written || written.startsWith('${')) return written ? [{ path: written, at: node.at }] : [];
  const [, reference, rest = ''] = /^\$(\w[\w-]*)\/(.*)$/.exec(written) ?? [];
  const repository = reference === undefined ? undefined : references.get(reference);
  if (reference !== undefined) return [{ path: clean(rest), at: node.at, ...(repository && { repository }) }];
  const isElsewhere = written.startsWith('/') || /^\w+:\/\//.test(written);
  return [{ path: /^\w+:\/\//.test(written) ? written : isElsewhere ? clean(written) : joined(folder, written), at: node.at }];
}

function parameter(node: Node): readonly ReleaseSet[] {
  const name = text(node, 'name');
  const value = at(node, 'value');
  if (name === undefined || value?.kind !== 'scalar') return [];
  return [{ name, value: value.text, at: value.at, ...(text(node, 'forceString') === 'true' && { as: 'string' }) }];
}

function fileParameter(node: Node): readonly ReleaseSet[] {
  const name = text(node, 'name');
  const path = at(node, 'path');
  return name !== undefined && path?.kind === 'scalar' ? [{ name, value: path.text, as: 'file', at: path.at }] : [];
}

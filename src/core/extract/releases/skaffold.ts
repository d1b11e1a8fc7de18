import type { HelmRelease, KustomizeApply, ReleaseFact } from '../../model/release-fact.ts';
import type { Source } from '../../model/source.ts';
import { at, entries, entry, items, type Node, text } from '../../yaml/tree.ts';
import type { Extractor } from '../extractor.ts';
import { inlineValues, setsOf } from './inline-values.ts';
import { patched } from './json-patch.ts';
import { most } from './most.ts';
import { clean, foldersUp, isRemoteFolder } from './paths.ts';
import { templatedYaml } from './template.ts';

/** What Skaffold installs by Helm and kustomize, and what its profiles install instead. Paths are seen from the file's folder. */
export const skaffoldReleases: Extractor = {
  name: 'skaffold-releases',
  include: ['**/skaffold*.{yaml,yml}'],
  mayMatch: text => /^[ \t-]*(?:helm|kustomize|releases):/m.test(text),
  extract: source => ({ facts: most(pipelines(source)), problems: [] }),
};

function* pipelines(source: Source): Iterable<ReleaseFact> {
  for (const { root } of templatedYaml(source).documents) {
    yield* installed(root, source);
    for (const profile of items(at(root, 'profiles'))) yield* profileFacts(root, profile, source);
  }
}

const PATCHES_INSTALLATION = /^\/(?:deploy|manifests)\/(?:helm|kustomize)\b/;

/** A profile's own installations replace those of the file; its patches change them. */
function profileFacts(root: Node, profile: Node, source: Source): readonly ReleaseFact[] {
  const environment = text(profile, 'name');
  const patches = items(at(profile, 'patches')).filter(patch => PATCHES_INSTALLATION.test(text(patch, 'path') ?? ''));
  const changed = patches.length === 0 ? [] : installed(patches.reduce(patched, root), source);
  return [...changed, ...installed(profile, source)].map(fact => ({ ...fact, ...(environment && { environment }) }));
}

function installed(part: Node, source: Source): readonly ReleaseFact[] {
  const from = foldersUp(source.path).slice(0, 1);
  return ['deploy', 'manifests'].flatMap(key => {
    const inside = at(part, key);
    return [...items(at(inside, 'helm', 'releases')).flatMap(item => release(item, from)), ...kustomizations(inside, from)];
  });
}

function release(node: Node, from: readonly string[]): readonly HelmRelease[] {
  const remote = at(node, 'remoteChart');
  const chart = at(node, 'chartPath') ?? remote;
  const written = text(chart);
  if (!chart || written === undefined) return [];
  const valuesFiles = items(at(node, 'valuesFiles')).flatMap(item => (text(item) ? [{ path: clean(text(item)!), at: item.at }] : []));
  const [name, namespace, repository] = [text(node, 'name'), text(node, 'namespace'), text(node, 'repo')];
  return [
    {
      kind: 'helm-release',
      at: chart.at,
      tool: 'skaffold',
      ...(name && { name }),
      chart: chart === remote ? written : clean(written),
      ...(chart === remote && { remote: true }),
      from,
      ...(repository && { repository }),
      valuesFiles,
      inlineValues: inlineValues(at(node, 'overrides'), 0),
      sets: [...setsOf(at(node, 'setValues')), ...setsOf(at(node, 'setValueTemplates')), ...setsOf(at(node, 'setFiles'), 'file')],
      ...(namespace && { namespace }),
    },
  ];
}

/** Without paths, the folder of the file itself. */
function kustomizations(inside: Node | undefined, from: readonly string[]): readonly KustomizeApply[] {
  const found = entry(inside, 'kustomize');
  if (!found) return [];
  const single = at(found.value, 'path');
  const written = [...items(at(found.value, 'paths')), ...(single ? [single] : [])].flatMap(item =>
    text(item) === undefined ? [] : [{ path: text(item)!, at: item.at }],
  );
  const paths = written.length > 0 || hasOtherKeys(found.value) ? written : [{ path: '.', at: found.keyAt }];
  return paths.map(({ path, at }) => ({
    kind: 'kustomize-apply',
    at,
    tool: 'skaffold',
    path: isRemoteFolder(path) ? path : clean(path),
    ...(isRemoteFolder(path) && { remote: true }),
    from,
  }));
}

const hasOtherKeys = (node: Node): boolean => entries(node).some(({ key }) => key === 'paths' || key === 'path');

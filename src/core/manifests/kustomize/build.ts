import type { FilePath } from '../../model/source.ts';
import type { Files, ManifestProblem } from '../files.ts';
import type { Tree } from '../tree.ts';
import { field, textScalar, treeOf } from '../kubernetes/draft.ts';
import { accumulate, nothing } from './accumulate.ts';
import { readKustomization } from './kustomization.ts';
import { addHashes } from './name-hash.ts';
import { fixReferences } from './name-references.ts';
import { ordered } from './order.ts';
import type { Resource } from './resource.ts';
import { attempt, session, type Session } from './session.ts';
import { resolveVariables } from './variables.ts';

interface Built {
  /** In the order in which kustomize puts them out, each with the file that it was first written in. */
  readonly objects: readonly { readonly tree: Tree; readonly file: FilePath }[];
  readonly problems: readonly ManifestProblem[];
  /** Every file that the objects depend on. */
  readonly read: readonly FilePath[];
}

/**
 * What `kustomize build` makes of a folder. Total: what kustomize would refuse is a problem, and the rest is still built.
 * Nothing is fetched or run.
 */
export function buildKustomization(files: Files, folder: string): Built {
  const build = session(files);
  let resources: readonly Resource[] = [];
  attempt(build, { file: (folder === '' ? 'kustomization.yaml' : `${folder}/kustomization.yaml`) as FilePath, span: [0, 0] }, () => {
    resources = built(build, folder);
  });
  return {
    objects: resources.map(({ node, file }) => ({ tree: treeOf(node), file })),
    problems: build.problems,
    read: [...build.read].toSorted(),
  };
}

/** Names get their hashes last, and references follow when every name is final. */
function built(build: Session, folder: string): readonly Resource[] {
  const known = readKustomization(build, folder);
  const all = nothing();
  accumulate(known, [], all);
  addHashes(all.resources);
  fixReferences(build, all);
  resolveVariables(build, all);
  const resources = ordered(known, all.resources.filter(isDeployed));
  for (const { node } of resources) tidyAnnotations(node);
  return resources;
}

/** An object for local use only is not put out. */
function isDeployed({ node }: Resource): boolean {
  const local = field(field(field(node, 'metadata'), 'annotations'), 'config.kubernetes.io/local-config');
  return local === undefined || (local.kind === 'scalar' && local.text === 'false');
}

/** Kustomize writes annotations anew: each value a text, and none where there are none. */
function tidyAnnotations(node: Resource['node']): void {
  const metadata = field(node, 'metadata');
  const annotations = field(metadata, 'annotations');
  if (metadata?.kind !== 'mapping' || !annotations) return;
  if (annotations.kind !== 'mapping' || annotations.entries.size === 0) metadata.entries.delete('annotations');
  else
    for (const entry of annotations.entries.values())
      if (entry.value.kind === 'scalar') entry.value = textScalar(entry.value.text, entry.value.origins);
}

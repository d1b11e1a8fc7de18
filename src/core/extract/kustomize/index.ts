import type { EnvEntry } from '../../model/deployment-parts.ts';
import type { Kustomization } from '../../model/kustomize-fact.ts';
import type { Source } from '../../model/source.ts';
import { literal } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { addressIn } from '../kubernetes/config-map.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { at, items, type Node, text } from '../../yaml/tree.ts';

/** Kustomizations as written; the linker applies them. */
export const kustomize: Extractor = {
  name: 'kustomize',
  include: ['**/kustomization.{yaml,yml}', '**/Kustomization'],
  extract: (source: Source) => {
    const { documents, problems } = yamlFile(source);
    const root = documents[0]?.root;
    return { facts: root?.kind === 'mapping' ? [kustomization(root)] : [], problems };
  },
};

function kustomization(root: Node): Kustomization {
  const namespace = text(root, 'namespace');
  const namePrefix = text(root, 'namePrefix');
  const nameSuffix = text(root, 'nameSuffix');
  return {
    kind: 'kustomization',
    at: [root.at[0], root.at[0]],
    ...(text(root, 'kind') === 'Component' && { isComponent: true }),
    resources: ['resources', 'bases', 'components'].flatMap(key => paths(at(root, key))),
    patches: [...paths(at(root, 'patchesStrategicMerge')), ...pathsOf(at(root, 'patches')), ...pathsOf(at(root, 'patchesJson6902'))],
    ...(namespace && { namespace }),
    ...(namePrefix && { namePrefix }),
    ...(nameSuffix && { nameSuffix }),
    images: items(at(root, 'images')).flatMap(image),
    generated: [
      ...items(at(root, 'configMapGenerator')).map(node => generated(node, false)),
      ...items(at(root, 'secretGenerator')).map(node => generated(node, true)),
    ],
  };
}

/** Items that are paths; an inline patch of many lines is none. */
function paths(node: Node | undefined): Kustomization['resources'] {
  return items(node).flatMap(item => {
    const path = text(item);
    return path && !path.includes('\n') ? [{ path, at: item.at }] : [];
  });
}

const pathsOf = (node: Node | undefined): Kustomization['patches'] =>
  items(node).flatMap(item => {
    const path = at(item, 'path');
    const written = text(path);
    return path && written ? [{ path: written, at: path.at }] : [];
  });

function image(node: Node): Kustomization['images'] {
  const name = text(node, 'name');
  if (name === undefined) return [];
  const newName = text(node, 'newName');
  const newTag = text(node, 'newTag') ?? text(node, 'digest');
  return [{ name, ...(newName && { newName }), ...(newTag && { newTag }), at: (at(node, 'newName') ?? at(node, 'name'))!.at }];
}

function generated(node: Node, secret: boolean): Kustomization['generated'][number] {
  const own = (key: string, env: boolean) =>
    [...items(at(node, key)), ...(at(node, key)?.kind === 'scalar' ? [at(node, key)!] : [])].flatMap(item => {
      const path = text(item)?.replace(/^[^=]*=/, '');
      return path ? [{ path, at: item.at, env }] : [];
    });
  const files = [...own('envs', true), ...own('env', true), ...own('files', false)];
  return {
    name: text(node, 'name') ?? '',
    entries: items(at(node, 'literals')).flatMap(item => setting(item, secret)),
    at: at(node, 'name')?.at ?? node.at,
    ...(files.length > 0 && { files }),
    ...(secret && { secret }),
  };
}

function setting(node: Node, secret: boolean): readonly EnvEntry[] {
  const [, name, written = ''] = /^([^=]+)=([^]*)$/.exec(text(node) ?? '') ?? [];
  if (name === undefined) return [];
  const kept = secret ? addressIn(written, name) : written.replace(/^(["'])([^]*)\1$/, '$2');
  return [{ name, ...(kept !== undefined && { value: literal(kept) }), at: node.at }];
}

import { objectFacts } from '../extract/kubernetes/objects.ts';
import type { EnvironmentObject } from '../model/environment.ts';
import type { Tree } from '../manifests/tree.ts';
import { placed, traced } from './traced.ts';

/** What the readers of manifests say of one object that was made of many files. */
export function kubernetesObjects(tree: Tree): Pick<EnvironmentObject, 'file' | 'fact'>[] {
  const followed = traced(tree);
  return objectFacts(followed.root, followed.reading).flatMap(fact => placed(fact, followed) ?? []);
}

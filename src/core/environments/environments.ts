import type { Environment } from '../model/environment.ts';
import type { Fact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import { composeEnvironments } from './compose.ts';
import { helmEnvironments } from './helm.ts';
import { kustomizeEnvironments } from './kustomize.ts';
import type { Memory, StampedFiles } from './memory.ts';

type FactsByFile = ReadonlyMap<FilePath, readonly Fact[]>;

/** Every environment that a workspace describes, resolved as its own tool would. What has not changed since the last time is taken from memory. */
export function environments(facts: FactsByFile, files: StampedFiles, memory: Memory): Environment[] {
  const manifests = describing(facts);
  const found = [
    ...composeEnvironments(manifests, files, memory),
    ...kustomizeEnvironments(manifests, files, memory),
    ...helmEnvironments({ manifests, all: facts }, files, memory),
  ];
  memory.settle();
  return found;
}

const DESCRIBES: ReadonlySet<Fact['kind']> = new Set<Fact['kind']>([
  'compose-service',
  'compose-include',
  'kustomization',
  'helm-chart',
  'helm-values',
  'helm-release',
]);

/** The few files that say what there is to resolve. */
const describing = (facts: FactsByFile): FactsByFile =>
  new Map([...facts].filter(([, own]) => own.some(({ kind }) => DESCRIBES.has(kind))));

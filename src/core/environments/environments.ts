import type { Environment } from '../model/environment.ts';
import type { Fact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import { composeEnvironments } from './compose.ts';
import { helmEnvironments } from './helm.ts';
import { kustomizeEnvironments } from './kustomize.ts';
import type { Memory, StampedFiles } from './memory.ts';

/** Every environment that a workspace describes, resolved as its own tool would. What has not changed since the last time is taken from memory. */
export function environments(facts: ReadonlyMap<FilePath, readonly Fact[]>, files: StampedFiles, memory: Memory): Environment[] {
  const found = [
    ...composeEnvironments(facts, files, memory),
    ...kustomizeEnvironments(facts, files, memory),
    ...helmEnvironments(facts, files, memory),
  ];
  memory.settle();
  return found;
}

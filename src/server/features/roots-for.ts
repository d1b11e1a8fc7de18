import type { Root } from '../indexer.ts';
import type { Workspace } from '../workspace.ts';

/** The folder of that URI; without one, every folder. */
export const rootsFor = (workspace: Workspace, uri: string | undefined): readonly Root[] =>
  workspace.indexer.all().filter(root => uri === undefined || workspace.rootUri(root) === uri);

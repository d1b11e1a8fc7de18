import { plain } from './compose-document.ts';

/** Whether a path of a project lies in the tree; the tree has no links that lead out of it. */
export function isInTree(root: string, written: string): boolean {
  const path = plain(written);
  return path === root || (path.startsWith(`${root}/`) && !path.split('/').includes('..'));
}

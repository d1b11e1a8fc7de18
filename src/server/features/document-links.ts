import { realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver/node';
import type { FilePath } from '../../core/model/source.ts';
import type { Feature } from '../feature.ts';
import { rangeOf, type Opened, type Workspace } from '../workspace.ts';
import { writtenPaths, type WrittenPath } from './written-paths.ts';

/** Paths that manifests and contracts write down lead to their files. */
export const documentLinks: Feature = {
  name: 'document links',
  capabilities: { documentLinkProvider: { resolveProvider: false } },
  register({ connection, workspace, guarded }) {
    connection.onDocumentLinks(
      guarded<DocumentLinkParams, DocumentLink[]>(
        'document links',
        async ({ textDocument }, token) => {
          // The editor does not ask again before the text is another.
          await workspace.known(textDocument.uri, token);
          const opened = await workspace.opened(textDocument.uri);
          return opened ? writtenPaths(opened.open).flatMap(written => shown(written, opened, workspace)) : [];
        },
        [],
      ),
    );
  },
};

function shown({ span, candidates }: WrittenPath, { document, root }: Opened, workspace: Workspace): readonly DocumentLink[] {
  const file = candidates.find(path => isOwnFile(root.path, path));
  return file === undefined ? [] : [{ range: rangeOf(document, span), target: workspace.uriOf(root, file), tooltip: file }];
}

/** Links of the file system count as what they lead to, so none leads a reader out of the workspace. */
function isOwnFile(root: string, path: FilePath): boolean {
  try {
    const file = realpathSync(join(root, path));
    return file.startsWith(realpathSync(root) + sep) && statSync(file).isFile();
  } catch {
    return false;
  }
}

import {
  SymbolKind,
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver/node';
import type { Feature } from '../feature.ts';
import { rangeOf } from '../workspace.ts';
import { namedIn, search, type Named } from './named-parts.ts';

const KIND: Readonly<Record<Named['what'], SymbolKind>> = {
  service: SymbolKind.Module,
  operation: SymbolKind.Method,
  rpc: SymbolKind.Method,
  topic: SymbolKind.Event,
  'data store': SymbolKind.Object,
  broker: SymbolKind.Object,
  package: SymbolKind.Package,
  contract: SymbolKind.Interface,
  'external system': SymbolKind.Namespace,
};

export const documentSymbols: Feature = {
  name: 'document symbols',
  capabilities: { documentSymbolProvider: { label: 'Faultline' } },
  register({ connection, workspace, guarded }) {
    connection.onDocumentSymbol(
      guarded<DocumentSymbolParams, DocumentSymbol[]>(
        'document symbols',
        async ({ textDocument }) => {
          const said = await workspace.said(textDocument.uri);
          if (!said) return [];
          return namedIn(said.facts).map(({ name, what, at }) => {
            const range = rangeOf(said.document, at);
            // A name that only a rendered template tells is shown as it is written.
            const written = name.includes('…') && what === 'service' ? said.document.getText(range) : name;
            return { name: written.trim() === '' ? what : written, detail: what, kind: KIND[what], range, selectionRange: range };
          });
        },
        [],
      ),
    );
  },
};

export const workspaceSymbols: Feature = {
  name: 'workspace symbols',
  capabilities: { workspaceSymbolProvider: true },
  register({ connection, workspace, guarded }) {
    connection.onWorkspaceSymbol(
      guarded<WorkspaceSymbolParams, SymbolInformation[]>(
        'workspace symbols',
        ({ query }) =>
          workspace.indexer.all().flatMap(root =>
            (root.system ? search(root.system, query) : []).map(found => ({
              name: found.name,
              kind: KIND[found.what],
              containerName: found.what,
              location: workspace.placeOf(root, found),
            })),
          ),
        [],
      ),
    );
  },
};

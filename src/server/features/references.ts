import type { Location, ReferenceParams } from 'vscode-languageserver/node';
import type { Feature } from '../feature.ts';

/** From a handler, rpc, route, key, topic or table to who calls, reads or consumes it in other services. */
export const references: Feature = {
  name: 'references',
  capabilities: { referencesProvider: true },
  register({ connection, workspace, guarded }) {
    connection.onReferences(
      guarded<ReferenceParams, Location[]>(
        'references',
        ({ textDocument, position }) => workspace.jump('references', textDocument.uri, position),
        [],
      ),
    );
  },
};

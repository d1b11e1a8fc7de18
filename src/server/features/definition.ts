import type { DefinitionParams, Location } from 'vscode-languageserver/node';
import type { Feature } from '../feature.ts';

/** From a client call, URL, host, variable or topic to the handler, declaration or peer in another service. */
export const definition: Feature = {
  name: 'definition',
  capabilities: { definitionProvider: true },
  register({ connection, workspace, guarded }) {
    connection.onDefinition(
      guarded<DefinitionParams, Location[]>(
        'definition',
        ({ textDocument, position }) => workspace.jump('definitions', textDocument.uri, position),
        [],
      ),
    );
  },
};

import type { RootGraph } from '../../src/protocol/lsp.ts';
import { shop } from '../webview/fixtures.ts';

export const shopRoot: RootGraph = { uri: 'file:///work/shop', name: 'shop', graph: shop };

export const emptyRoot: RootGraph = {
  uri: 'file:///work/photos',
  name: 'photos',
  graph: { root: 'photos', environments: [], nodes: [], edges: [], unresolved: [], problems: [] },
};

/** What `vscode.l10n.t` does where nothing is translated. */
export const english = (message: string, ...values: (string | number)[]): string =>
  message.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)]));

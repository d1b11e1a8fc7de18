import type { RootGraph, ServerState } from '../../src/protocol/lsp.ts';
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

/** A server that has read everything and found nothing. */
export const idleServer: ServerState = {
  indexing: null,
  services: 0,
  findings: 0,
  problems: 0,
  unresolved: 0,
  files: 0,
  behindSince: null,
  complete: true,
  stopped: false,
};

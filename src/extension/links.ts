import { window } from 'vscode';
import type { Disposable } from 'vscode';
import { linkedPlace } from './deep-link.ts';
import type { Graphs } from './graphs.ts';
import type { MapPanel } from './map/map-panel.ts';

/** Opens `vscode://faultline.faultline/map?focus=service:orders` in the large map, and waits for the graph where it is not there yet. */
export function links(graphs: Graphs, panel: MapPanel): Disposable {
  return window.registerUriHandler({
    handleUri(uri) {
      const place = linkedPlace(uri);
      if (!place) return;
      const named = graphs.roots.find(root => root.uri.endsWith(`/${place.folder}`)) ?? graphs.root();
      panel.open(named?.uri ?? '', place.hash);
      if (named && named.graph.nodes.length > 0) return;
      const waiting = graphs.onDidRegraph(() => {
        const root = graphs.root();
        if (!root || root.graph.nodes.length === 0) return;
        waiting.dispose();
        panel.shown?.visit(root.uri, place.hash);
      });
    },
  });
}

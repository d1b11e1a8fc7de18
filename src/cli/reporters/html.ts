import { createHash } from 'node:crypto';
import type { MapState } from '../../protocol/panels/map.ts';

/** The map's bundle: `script` is an iife, `style` a plain style sheet. */
export interface MapAssets {
  readonly script: string;
  readonly style: string;
}

/** Names and source lines come from any workspace: none of them may end the element that carries it. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function inText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function unbroken(code: string, element: 'script' | 'style'): string {
  return code.replaceAll(new RegExp(`</(${element})`, 'gi'), '<\\/$1').replaceAll('<!--', '<\\!--');
}

function hash(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

/** One file that needs nothing else: it may run its own script, use its own style, and load nothing. */
export function html(state: MapState, assets: MapAssets): string {
  const script = unbroken(assets.script, 'script');
  const style = unbroken(assets.style, 'style');
  const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="dark light">
<title>Faultline map of ${inText(state.graph.root)}</title>
<style>${style}</style>
</head>
<body>
<div id="map"><noscript>This page draws the map with a script of its own, which the browser did not run. Nothing is loaded from the network.</noscript></div>
<script type="application/json" id="state">${inScript(JSON.stringify(state))}</script>
<script>${script}</script>
</body>
</html>
`;
}

import { randomBytes } from 'node:crypto';
import { Uri } from 'vscode';
import type { Webview } from 'vscode';

export type MapWhere = 'sidebar' | 'panel';

/** The page may run the one script that we name by nonce, use our style sheet, and load nothing else. */
export function mapPage(webview: Webview, extension: Uri, where: MapWhere): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Faultline: dependency map</title>
<link rel="stylesheet" href="${asset('map-view.css')}">
</head>
<body class="${where}">
<div id="map"></div>
<script nonce="${nonce}" src="${asset('map-view.js')}"></script>
</body>
</html>
`;
}

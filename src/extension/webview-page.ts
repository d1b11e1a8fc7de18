import { randomBytes } from 'node:crypto';
import { Uri } from 'vscode';
import type { Webview } from 'vscode';

export interface Page {
  readonly title: string;
  /** The script and style sheet in `dist`, without their endings. */
  readonly bundle: string;
  /** Id of the element that the script fills. */
  readonly root: string;
  readonly body: string;
}

/** The page may run the one script that we name by nonce, use our style sheet, and load nothing else. */
export function webviewPage(webview: Webview, extension: Uri, { title, bundle, root, body }: Page): string {
  const nonce = randomBytes(16).toString('base64');
  const asset = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Faultline: ${title}</title>
<link rel="stylesheet" href="${asset(`${bundle}.css`)}">
</head>
<body class="${body}">
<div id="${root}"></div>
<script nonce="${nonce}" src="${asset(`${bundle}.js`)}"></script>
</body>
</html>
`;
}

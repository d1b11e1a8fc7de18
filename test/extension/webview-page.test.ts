import type { Webview } from 'vscode';
import { expect, test } from 'vitest';
import { webviewPage } from '../../src/extension/webview-page.ts';
import { Uri } from './vscode.ts';

const webview = { cspSource: 'https://of-the-editor', asWebviewUri: (uri: Uri) => uri } as unknown as Webview;
const page = () => webviewPage(webview, Uri.file('/extension') as never, { title: 'map', bundle: 'map-view', root: 'map', body: 'panel' });

test('a page runs our one script and loads nothing else', () => {
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(page())!;
  const rules = Object.fromEntries(policy!.split('; ').map(rule => [rule.slice(0, rule.indexOf(' ')), rule.slice(rule.indexOf(' ') + 1)]));
  const nonce = /^'nonce-([\w+/=]{22,})'$/.exec(rules['script-src']!)![1]!;
  expect(rules).toEqual({
    'default-src': "'none'",
    'script-src': `'nonce-${nonce}'`,
    'style-src': 'https://of-the-editor',
    'base-uri': "'none'",
    'form-action': "'none'",
  });
  expect([...page().matchAll(/<script[^>]*>/g)]).toHaveLength(1);
  expect(page()).not.toContain(nonce);
});

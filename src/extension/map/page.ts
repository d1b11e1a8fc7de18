import type { Uri, Webview } from 'vscode';
import { webviewPage } from '../webview-page.ts';

export type MapWhere = 'sidebar' | 'panel';

export const mapPage = (webview: Webview, extension: Uri, where: MapWhere): string =>
  webviewPage(webview, extension, { title: 'dependency map', bundle: 'map-view', root: 'map', body: where });

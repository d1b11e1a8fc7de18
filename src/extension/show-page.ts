import { Uri, window } from 'vscode';
import type { Webview } from 'vscode';
import type { ZodMiniType } from 'zod/mini';
import { webviewPage } from './webview-page.ts';
import type { Page } from './webview-page.ts';

interface Asked<Intent> {
  readonly page: Page;
  readonly intent: ZodMiniType<Intent>;
  readonly handle: (intent: Intent) => unknown;
}

/** Puts a page of ours into a web view and handles what it asks for. What is no intent is passed over; an intent that fails is told to the user. */
export function showPage<Intent>(webview: Webview, extension: Uri, { page, intent, handle }: Asked<Intent>): void {
  const receive = async (message: unknown) => {
    const { success, data } = intent.safeParse(message);
    if (!success) return;
    try {
      await handle(data);
    } catch (error) {
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  };
  webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
  webview.onDidReceiveMessage((message: unknown) => void receive(message));
  webview.html = webviewPage(webview, extension, page);
}

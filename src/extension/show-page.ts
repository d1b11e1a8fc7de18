import { Uri } from 'vscode';
import type { Webview } from 'vscode';
import type { ZodMiniType } from 'zod/mini';
import { tellFailure } from './failure.ts';
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
      await tellFailure(error, line => console.error(line));
    }
  };
  webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist')] };
  webview.onDidReceiveMessage((message: unknown) => void receive(message));
  webview.html = webviewPage(webview, extension, page);
}

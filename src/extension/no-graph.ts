import type { ViewState } from './condition.ts';
import type { Translate } from './status-words.ts';

/** Why there is nothing to ask about, and what to do; null where there is a graph. */
export function noGraph(t: Translate, state: ViewState): string | null {
  switch (state) {
    case 'ready':
      return null;
    case 'no-folder':
      return t('Open a folder with services in it first.');
    case 'starting':
    case 'reading':
      return t('The workspace is being read, and no service has been found yet. Try again in a moment.');
    case 'stopped':
      return t('Reading was stopped before a service was found. Read on with “Faultline: Read On”.');
    case 'empty':
      return t(
        'No services found here. Faultline looks for compose files, Helm charts, Kubernetes manifests, Dockerfiles, and code that listens or calls.',
      );
    case 'broken':
      return t('The language server stops again and again. It is started again by itself; the log says what happened.');
  }
}

import type { ServerState } from '../protocol/lsp.ts';
import type { MapCondition } from '../protocol/panels/map-page.ts';

/** `vscode.l10n.t`, handed in so that words are made without an editor. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

export interface StatusWords {
  readonly text: string;
  /** For who does not see the icon. */
  readonly spoken: string;
}

function counts(t: Translate, { services, findings }: ServerState): readonly string[] {
  const parts = [services === 1 ? t('1 service') : t('{0} services', services)];
  if (findings > 0) parts.push(findings === 1 ? t('1 finding') : t('{0} findings', findings));
  return parts;
}

/** A server that has just come back has nothing to count yet. */
const isUnknown = ({ services, complete, stopped }: ServerState): boolean => services === 0 && !complete && !stopped;

/** `5 services · 2 findings`, and while files are read how far that is. */
export function statusWords(t: Translate, now: MapCondition, server: ServerState | null): StatusWords {
  if (now.kind === 'broken') return { text: '$(warning) Faultline', spoken: t('Faultline: {0}', now.why) };
  if (server?.indexing) {
    const { done, total } = server.indexing;
    const progress = t('reading {0} of {1} files', done, total);
    const said = server.services > 0 ? [...counts(t, server), progress] : [progress];
    return { text: `$(sync~spin) ${said.join(' · ')}`, spoken: t('Faultline: {0}', said.join(', ')) };
  }
  if (server === null || now.kind === 'starting' || isUnknown(server))
    return { text: '$(sync~spin) Faultline', spoken: t('Faultline: {0}', t('starting')) };
  const said = [...counts(t, server), ...(server.stopped ? [t('reading stopped')] : [])];
  return { text: `$(type-hierarchy-sub) ${said.join(' · ')}`, spoken: t('Faultline: {0}', said.join(', ')) };
}

/** The longer answer, a line each, for whoever rests on the item. */
export function statusLines(t: Translate, now: MapCondition, server: ServerState | null): readonly string[] {
  if (now.kind === 'broken') return [now.why, t('What is shown is what was last known.')];
  if (server === null) return [t('The language server is starting.')];
  const { files, unresolved, problems, behindSince, indexing, stopped } = server;
  return [
    counts(t, server).join(' · '),
    files === 1 ? t('1 file read') : t('{0} files read', files),
    ...(unresolved > 0 ? [t('{0} not known', unresolved)] : []),
    ...(problems > 0 ? [t('{0} problems while reading', problems)] : []),
    ...(indexing ? [t('reading {0} of {1} files', indexing.done, indexing.total)] : []),
    ...(stopped && !indexing ? [t('Reading was stopped: files that were not read are missing.')] : []),
    ...(behindSince !== null && !indexing && !stopped ? [t('A change is not in the map yet.')] : []),
  ];
}

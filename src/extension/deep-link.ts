import type { Uri } from 'vscode';
import { hashOf } from '../webview/map/reduce.ts';
import type { MapSession } from './map/map-session.ts';

export const EXTENSION = 'faultline.faultline';

/** A link that opens this place of the map in an editor that has the workspace open. */
export function deepLink(scheme: string, { root, place }: MapSession): string {
  const folder = root.slice(root.lastIndexOf('/') + 1);
  return `${scheme}://${EXTENSION}/map?${hashOf(place).slice(1)}&folder=${folder}`;
}

/** The place that a link names, as the map reads it, or nothing where the link means something else. */
export function linkedPlace({
  path,
  query,
}: Pick<Uri, 'path' | 'query'>): { readonly hash: string; readonly folder: string | null } | null {
  if (path !== '/map') return null;
  return { hash: query, folder: new URLSearchParams(query).get('folder') };
}

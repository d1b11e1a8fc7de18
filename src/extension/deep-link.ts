import { hashOf } from '../webview/map/reduce.ts';
import type { MapSession } from './map/map-session.ts';

export const EXTENSION = 'faultline.faultline';

/** What a link means. Whoever wrote it: it names a place of the map or a finding, and nothing else can be asked for. */
export type Linked =
  | { readonly kind: 'place'; readonly hash: string; readonly node: string | null; readonly folder: string | null }
  | { readonly kind: 'finding'; readonly id: string; readonly folder: string | null };

const PLACE = ['view', 'focus', 'edge'];

/** A link that opens this place of the map in an editor that has the workspace open. */
export const deepLink = (scheme: string, { root, place }: MapSession): string =>
  link(scheme, 'map', [...new URLSearchParams(hashOf(place).slice(1)), ['folder', folderName(root)]]);

export const findingLink = (scheme: string, root: string, id: string): string =>
  link(scheme, 'finding', [
    ['id', id],
    ['folder', folderName(root)],
  ]);

/** The name that a person knows a folder by, of its URI. */
export function folderName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const link = (scheme: string, what: string, params: readonly (readonly [string, string])[]): string =>
  `${scheme}://${EXTENSION}/${what}?${params.map(([name, value]) => `${name}=${written(value)}`).join('&')}`;

/** An editor decodes a link before it hands it over, so what would end a value there is encoded once more. */
const written = (value: string): string => encodeURIComponent(value.replace(/[%&=+#]/g, character => encodeURIComponent(character)));

/** The longest name that a link may carry. */
const LONGEST = 2000;

/** Null where it is none of ours. */
export function linked({ path, query }: { readonly path: string; readonly query: string }): Linked | null {
  if (query.length > LONGEST) return null;
  const asked = new URLSearchParams(query);
  const folder = asked.get('folder');
  const id = asked.get('id');
  if (path === '/finding') return id ? { kind: 'finding', id, folder } : null;
  if (path !== '/map') return null;
  const known = [...asked].filter(([name]) => PLACE.includes(name));
  return { kind: 'place', hash: new URLSearchParams(known).toString(), node: asked.get('focus'), folder };
}

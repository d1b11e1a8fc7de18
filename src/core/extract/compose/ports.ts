import type { PortEntry } from '../../model/deployment-parts.ts';
import type { Span } from '../../model/source.ts';
import { COMPOSE, interpolate } from '../interpolation.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { plain } from './environment.ts';

/** A range of more ports than this is not a list of services' ports. */
const LONGEST_RANGE = 200;

export function ports(node: Node | undefined, exposed: Node | undefined): readonly PortEntry[] {
  const published = items(node).flatMap(item =>
    item.kind === 'mapping' ? long(item) : item.kind === 'scalar' ? short(item.text, item.at) : [],
  );
  const only = items(exposed).flatMap(item => (item.kind === 'scalar' ? short(item.text, item.at) : []));
  return [...published, ...only.filter(entry => !published.some(other => other.target === entry.target))];
}

/** `{target: 80, published: "8080", name: web}` */
function long(node: Node): readonly PortEntry[] {
  const target = at(node, 'target');
  if (target?.kind !== 'scalar') return [];
  const published = plain(at(node, 'published'));
  const name = plain(at(node, 'name'));
  return short(published ? `${published}:${target.text}` : target.text, node.at).map(entry => (name ? { ...entry, name } : entry));
}

/** `[[IP:]published:]target[/protocol]`, each a port or a range. Colons inside `${X:-1}` are not separators, so variables are replaced first. */
function short(written: string, at: Span): readonly PortEntry[] {
  const value = interpolate(written, COMPOSE);
  const text = plain({ kind: 'scalar', at, text: written, quoted: true }) ?? '';
  const [address = ''] = text.split('/');
  const fields = address.replace(/\[[^\]]*\]/, '').split(/:(?![^{]*\})/);
  const targets = range(fields.at(-1) ?? '');
  if (targets.length === 0) return written.includes('$') ? [{ at, target: 0, value, ...first(range(fields.at(-2) ?? '')) }] : [];
  const hosts = fields.length > 1 ? range(fields.at(-2) ?? '') : [];
  return targets.map((target, index) => {
    const published = hosts[index] ?? (hosts.length === 1 ? hosts[0] : undefined);
    return { at, target, ...(published !== undefined && { published }) };
  });
}

const first = ([published]: readonly number[]): { published?: number } => (published === undefined ? {} : { published });

function range(text: string): readonly number[] {
  const [, from, to] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(text) ?? [];
  if (from === undefined) return [];
  const count = to === undefined ? 1 : Number(to) - Number(from) + 1;
  return count < 1 || count > LONGEST_RANGE ? [Number(from)] : Array.from({ length: count }, (_, index) => Number(from) + index);
}

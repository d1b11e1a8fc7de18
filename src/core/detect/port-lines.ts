import type { ComposeService } from '../model/compose-fact.ts';
import type { ManifestNode } from '../model/manifest-node.ts';
import { itemsOf, partAt, textAt } from './manifest-parts.ts';

/** A line of `ports`, in its short or its long form. */
export interface PortLine {
  readonly target: number;
  readonly published?: number;
  /** The host's address that it is bound to; all where absent. */
  readonly host?: string;
  readonly protocol: 'tcp' | 'udp';
  /** The line, or what it says of the container's port. */
  readonly part: ManifestNode;
}

const SHORT = /^(?:(\[[^\]]*\]|[\d.]+):)?(?:(\d{1,5}):)?(\d{1,5})(?:\/(tcp|udp))?$/;

/** Lines with one port on each side; ranges and variables are left out. */
export const numberedPorts = ({ written }: ComposeService): readonly PortLine[] =>
  itemsOf(partAt(written, 'ports')).flatMap(item => (item.kind === 'text' ? shortLine(item.text, item) : longLine(item)));

function shortLine(text: string, part: ManifestNode): readonly PortLine[] {
  const [, host, published, target, protocol = 'tcp'] = SHORT.exec(text) ?? [];
  if (target === undefined) return [];
  return [
    {
      target: Number(target),
      ...(published && { published: Number(published) }),
      ...(host && { host }),
      protocol: protocol as 'tcp' | 'udp',
      part,
    },
  ];
}

function longLine(item: ManifestNode): readonly PortLine[] {
  const target = textAt(item, 'target');
  const published = textAt(item, 'published');
  const host = textAt(item, 'host_ip');
  if (target === undefined || !/^\d+$/.test(target) || (published !== undefined && !/^\d+$/.test(published))) return [];
  const protocol = textAt(item, 'protocol') === 'udp' ? 'udp' : 'tcp';
  return [
    {
      target: Number(target),
      ...(published !== undefined && { published: Number(published) }),
      ...(host && { host }),
      protocol,
      part: partAt(item, 'target')!,
    },
  ];
}

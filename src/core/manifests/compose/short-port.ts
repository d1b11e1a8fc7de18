import { Failure } from './failure.ts';
import { isAddress } from './address.ts';
import { shownText } from './go-text.ts';
import { implied, scalar, type MappingNode, type ScalarNode } from './node.ts';
import { cutAt, sliced, splitAt, tracedOf, tracedScalar, whole, type Traced } from './traced.ts';

/** `127.0.0.1:8080-8081:80-81/udp` written out, one entry for each port of a range. */
export function shortPorts(node: ScalarNode): readonly MappingNode[] {
  const spec = typeof node.value === 'string' ? tracedOf(node) : whole(shownText(node), node.origins);
  const refuse = (why: string): never => {
    throw new Failure(`The port "${spec.text}" ${why}.`, node.origins[0]);
  };
  const { ip, host, container, protocol } = partsOf(spec);
  const address = ip && (ip.text.startsWith('[') && ip.text.endsWith(']') ? sliced(ip, 1, ip.text.length - 1) : ip);
  if (address && !isAddress(address.text)) refuse('does not start with an IP address');
  if (!['tcp', 'udp', 'sctp'].includes(protocol?.text.toLowerCase() ?? 'tcp')) refuse('has a protocol that is none of tcp, udp and sctp');
  const inside = rangeOf(container) ?? refuse('has no valid container port');
  if (inside.start === 0) refuse('has no valid container port');
  const outside = host ? (rangeOf(host) ?? refuse('has no valid host port')) : undefined;
  const count = inside.end - inside.start;
  const isDynamic = outside !== undefined && outside.end - outside.start !== count;
  if (isDynamic && count > 0) refuse('has ranges of different lengths');
  return Array.from({ length: count + 1 }, (_, index) => {
    const published = outside && (isDynamic ? `${outside.start}-${outside.end}` : String(outside.start + index));
    return implied(
      {
        mode: scalar('ingress'),
        host_ip: address && tracedScalar(address, node.origins),
        target: { ...scalar(inside.start + index), origins: tracedScalar(container, node.origins).origins },
        published: published === undefined ? undefined : { ...scalar(published), origins: tracedScalar(host!, node.origins).origins },
        protocol: protocol ? { ...tracedScalar(protocol), value: protocol.text.toLowerCase() } : scalar('tcp'),
      },
      node.origins,
    );
  });
}

/** How many ports a text stands for, before it is checked. */
export function rangeLength(text: string): number {
  const [, start, end] = /(\d+)-(\d+)(?:\/\w*)?$/.exec(text) ?? [];
  return end === undefined ? 1 : Math.max(1, Math.min(Number(end) - Number(start) + 1, 65_536));
}

interface PortParts {
  readonly ip: Traced | undefined;
  readonly host: Traced | undefined;
  readonly container: Traced;
  readonly protocol: Traced | undefined;
}

function partsOf(spec: Traced): PortParts {
  const sections = splitAt(spec, ':');
  const last = sections.at(-1)!;
  const [container, protocol] = cutAt(last, '/') ?? [last, undefined];
  const host = sections.at(-2);
  const before = sections.slice(0, -2).reduce((length, { text }) => length + text.length + 1, 0);
  const ip = before > 1 ? sliced(spec, 0, before - 1) : undefined;
  return { ip, host: written(host), container, protocol: written(protocol && (cutAt(protocol, '/')?.[0] ?? protocol)) };
}

const written = (part: Traced | undefined): Traced | undefined => (part && part.text !== '' ? part : undefined);

function rangeOf({ text }: Traced): { readonly start: number; readonly end: number } | undefined {
  const [start, end, more] = text.split('-').map(portNumber);
  if (more !== undefined || start === undefined) return undefined;
  if (!text.includes('-')) return { start, end: start };
  return end === undefined || end < start ? undefined : { start, end };
}

const portNumber = (text: string): number | undefined => (/^\+?\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined);

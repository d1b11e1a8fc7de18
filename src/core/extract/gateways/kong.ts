import type { UsesAddress } from '../../model/talk-fact.ts';
import type { LimitsCalls, Retries } from '../../model/resilience-fact.ts';
import type { Extractor } from '../extractor.ts';
import { protocolOf } from '../settings/address.ts';
import { at, items, text, type Node } from '../../yaml/tree.ts';
import { roots, upstream } from './upstream.ts';

/** Kong's declarative configuration. */
export const kong: Extractor = {
  name: 'kong',
  program: 'kong',
  include: ['**/*.{yaml,yml,json}', '**/*kong*.{tmpl,template,tpl}'],
  keys: ['_format_version'],
  mayMatch: text => /^[ \t]*["']?_format_version["']?\s*:/m.test(text),
  extract: source => ({ facts: roots(source).flatMap(root => [...services(root), ...policies(root)]), problems: [] }),
};

function* services(root: Node): Iterable<UsesAddress> {
  const upstreams = new Map(items(at(root, 'upstreams')).map(node => [text(node, 'name') ?? '', items(at(node, 'targets'))]));
  for (const service of items(at(root, 'services'))) {
    const path = text(service, 'path') ?? firstPath(service);
    yield* upstream(at(service, 'url'), 'Kong service', { path: firstPath(service) });
    const host = at(service, 'host');
    const targets = upstreams.get(text(service, 'host') ?? '');
    const protocol = protocolOf(`${text(service, 'protocol') ?? 'http'}:`) ?? 'http';
    if (targets) for (const target of targets) yield* upstream(at(target, 'target'), 'Kong upstream', { protocol, path });
    else yield* upstream(host, 'Kong service', { protocol, path, port: text(service, 'port') });
  }
}

const firstPath = (service: Node): string | undefined => text(service, 'routes', 0, 'paths', 0);

/** A service waits so many milliseconds between two reads: docs.konghq.com, the service object, `read_timeout`. */
const USUAL_TIMEOUT = 60_000;

function policies(root: Node): readonly (LimitsCalls | Retries)[] {
  return items(at(root, 'services')).flatMap((service): readonly (LimitsCalls | Retries)[] => {
    const address = at(service, 'url') ?? at(service, 'host');
    if (!address) return [];
    const over = address.at;
    const waits = at(service, 'read_timeout');
    const timeout = waits ? Number(text(service, 'read_timeout')) : USUAL_TIMEOUT;
    const retries = at(service, 'retries');
    const more = Number(text(service, 'retries'));
    return [
      {
        kind: 'limits-calls',
        at: (waits ?? address).at,
        via: 'Kong',
        over,
        timeout: timeout > 0 ? timeout : 'set',
        ...(!waits && { usual: true as const }),
      },
      ...(retries && more > 0 ? [{ kind: 'retries', at: retries.at, via: 'Kong retries', over, more } as const] : []),
    ];
  });
}

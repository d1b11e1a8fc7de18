import { isLocal } from '../../../link/address.ts';
import type { Check, Found } from '../../check.ts';
import { entriesOf, partAt, textAt, textsOf } from '../../manifest-parts.ts';
import { distance, wordsOf } from '../../names.ts';
import { evidence } from '../../places.ts';
import { references, type Reference } from '../../references.ts';
import type { Deployed, System } from '../../system.ts';

export const unknownHost: Check = {
  id: 'wiring.unknown-host',
  stage: 'wiring',
  severity: 'critical',
  title: 'A host is called that nothing has as its name',
  why: 'The name is not resolved: a proxy does not even start ("host not found in upstream"), a program fails at its first call.',
  fix: 'Write the name of the service, or give the service that name as an alias.',
  guard:
    'Names with dots, names that another stack of the workspace has, extra_hosts, links and aliases are known; where an external network may bring the host, only slips of the pen are told.',
  sources: [
    'https://github.com/nginx/docker-nginx/issues/127',
    'https://github.com/docker/compose/issues/2925',
    'https://github.com/docker/compose/issues/2172',
  ],
  *run(system) {
    for (const reference of references(system)) {
      const { address, deployed } = reference;
      if (reference.isFallback || !isName(address.host) || isKnown(reference, system)) continue;
      const meant = neighbours(deployed, system).find(name => isSlip(address.host, name));
      if (meant === undefined && !isCertain(reference)) continue;
      yield found(reference, meant);
    }
  },
};

/** One label, and no placeholder. */
const isName = (host: string): boolean =>
  /^[a-z][a-z0-9_-]*$/.test(host) &&
  host.length > 1 &&
  !isLocal(host) &&
  !/^(your|my)[-_]?(host|server|domain|db)$|^your[-_]|example|changeme|placeholder|^(true|false|none|null|http|https|host|hostname|server|default|unix|dummy|test|mock|fake|internal|memory|stdout|auto|disabled|string|xxx+|foo|bar|node\d*|all|any)$/.test(
    host,
  );

function isKnown({ address, deployed, name = '' }: Reference, { world }: System): boolean {
  const { compose } = deployed;
  if (world.directory.find(address.host, deployed.deployment) || deployed.deployment.hosts.includes(address.host)) return true;
  if (/^HOSTNAME$|(^|_)(NAME|REALM|CLUSTER_NAME|INSTANCE|REGION|USER|GROUP|ID|KEY|TOPIC|QUEUE|NODE)$/i.test(name)) return true;
  const written = compose?.written;
  const extra = [...textsOf(partAt(written, 'extra_hosts')), ...entriesOf(partAt(written, 'extra_hosts')).map(({ key }) => key)].map(text =>
    text.split(/[:=]/)[0]!.toLowerCase(),
  );
  const links = [...textsOf(partAt(written, 'links')), ...textsOf(partAt(written, 'external_links'))].map(text =>
    text.split(':').at(-1)!.toLowerCase(),
  );
  return [...extra, ...links].includes(address.host);
}

/** One letter of one word differs, or a word like "service" is there once and once not; numbers and other words are meant. */
function isSlip(host: string, name: string): boolean {
  if (name.includes('.') || /\d/.test(host.replace(name, '')) || /\d$/.test(name)) return false;
  const [own, others] = [wordsOf(host), wordsOf(name)].map(words => words.filter(word => !/^(service|svc|server|api|app)$/.test(word)));
  if (own!.length === 0 || own!.length !== others!.length) return false;
  const different = own!.flatMap((word, at) => (word === others![at] ? [] : [[word, others![at]!] as const]));
  if (different.length === 0) return true;
  const [a, b] = different[0]!;
  return (
    different.length === 1 && Math.min(a.length, b.length) > 3 && (distance(a, b, 3) === 1 || (a.length > 6 && distance(a, b, 3) <= 2))
  );
}

/** Names in the network of its environment. */
const neighbours = ({ environment, name }: Deployed, { services }: System): readonly string[] => [
  ...new Set(
    services
      .flatMap(({ deployed }) => deployed)
      .filter(other => other.environment === environment && other.name !== name)
      .flatMap(({ deployment }) => deployment.hosts),
  ),
];

/** It is an address beyond doubt, of a container whose whole network is known. */
function isCertain({ address, deployed, from, name = '' }: Reference): boolean {
  if (deployed.platform !== 'compose' || !deployed.compose || from === 'code') return false;
  const networks = entriesOf(partAt(deployed.composeFile?.written, 'networks'));
  const mode = textAt(deployed.compose.written, 'network_mode');
  if (mode !== undefined || networks.some(({ value }) => partAt(value, 'external') !== undefined && textAt(value, 'external') !== 'false'))
    return false;
  if (from === 'configuration') return address.port !== undefined && address.scheme !== undefined;
  return (
    address.scheme !== undefined &&
    /^(https?|postgres(ql)?|mysql|mongodb|rediss?|amqps?|nats|jdbc:\w+)$/.test(address.scheme) &&
    !/PROXY|ISSUER|NAMESPACE/i.test(name)
  );
}

function found({ deployed, address, at, places, name }: Reference, meant: string | undefined): Found {
  return {
    subject: `${deployed.service.name} ${address.host}`,
    message: `${deployed.name} calls ${address.host}, and nothing in its environment has that name${meant === undefined ? '' : `; ${meant} is there`}.`,
    severity: meant === undefined ? 'high' : 'critical',
    evidence: [
      evidence(at, name === undefined ? `it calls ${address.host}` : `${name} names ${address.host}`),
      ...places.slice(1, 3).map(place => evidence(place, 'it is used here')),
    ],
    about: [deployed.service.id],
  };
}

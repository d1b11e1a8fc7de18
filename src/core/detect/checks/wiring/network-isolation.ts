import type { Check, Found } from '../../check.ts';
import { entryAt, partAt, textAt, textsOf, entriesOf } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import { composeTarget, references, type Reference } from '../../references.ts';
import type { Deployed } from '../../system.ts';

export const networkIsolation: Check = {
  id: 'wiring.network-isolation',
  stage: 'wiring',
  severity: 'critical',
  title: 'A container calls another that is in none of its networks',
  why: 'Its name is not resolved and its address is not reached: every call fails.',
  fix: 'Attach both to one network.',
  guard:
    'The default network counts as one; containers that share the network of the host or of another container, and external networks that both are in, are left alone.',
  sources: [
    'https://github.com/mattermost/mattermost-docker/issues/48',
    'https://github.com/docker/compose/issues/2862',
    'https://github.com/firezone/firezone/pull/6170',
  ],
  *run(system) {
    for (const reference of references(system)) {
      const target = reference.isFallback ? undefined : composeTarget(reference, system);
      if (!target) continue;
      if (isOnHost(reference.deployed) && isByName(reference)) yield besides(reference, target);
      const [own, others] = [networksOf(reference.deployed), networksOf(target)];
      if (own && others && !own.some(network => others.includes(network))) yield found(reference, target);
    }
  },
};

/** It is in the network of the host, whose resolver knows no names of containers. */
const isOnHost = ({ compose }: Deployed): boolean =>
  textAt(compose?.written, 'network_mode') === 'host' && !partAt(compose?.written, 'extra_hosts');

/** A bare word in code may be the name that a sidecar or a registry knows. */
const isByName = ({ address, from }: Reference): boolean => from !== 'code' || address.scheme !== undefined || address.port !== undefined;

const besides = ({ deployed, address, at }: Reference, target: Deployed): Found => ({
  subject: `${deployed.service.name} ${target.service.name}`,
  message: `${deployed.name} calls ${address.host}, but it is in the network of the host, where that name is not known.`,
  evidence: [
    evidence(at, `it calls ${address.host}`),
    partEvidence(entryAt(deployed.compose!.written, 'network_mode')!, deployed.compose!.file, 'it is in the network of the host'),
    evidence(target.at, `${target.name} is in a network of containers`),
  ],
  about: [deployed.service.id, target.service.id],
});

/** Undefined: the container has no network of its own, or it is not known. */
export function networksOf({ compose }: Deployed): readonly string[] | undefined {
  if (!compose || textAt(compose.written, 'network_mode') !== undefined) return undefined;
  const networks = partAt(compose.written, 'networks');
  const names = networks?.kind === 'map' ? entriesOf(networks).map(({ key }) => key) : textsOf(networks);
  return names.length === 0 ? ['default'] : names;
}

function found({ deployed, address, at }: Reference, target: Deployed): Found {
  const networks = [deployed, target].map(one => {
    const note = `${one.name} is in ${networksOf(one)!.join(', ')}`;
    const entry = networksOf(one)!.join() === 'default' ? undefined : entryAt(one.compose!.written, 'networks');
    return entry ? partEvidence(entry, one.compose!.file, note) : evidence(one.at, note);
  });
  return {
    subject: `${deployed.service.name} ${target.service.name}`,
    message: `${deployed.name} calls ${address.host}, but they share no network: ${deployed.name} is in ${networksOf(deployed)!.join(', ')}, ${target.name} in ${networksOf(target)!.join(', ')}.`,
    evidence: [networks[0]!, networks[1]!, evidence(at, `it calls ${address.host}`)],
    about: [deployed.service.id, target.service.id],
  };
}

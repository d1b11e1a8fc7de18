import type { Check, Found } from '../../check.ts';
import { isOpen, listeningOf } from '../../listening.ts';
import { evidence } from '../../places.ts';
import { composeTarget, references, type Reference } from '../../references.ts';
import type { Deployed } from '../../system.ts';

export const publishedPortInNetwork: Check = {
  id: 'wiring.published-port-in-network',
  stage: 'wiring',
  severity: 'high',
  title: 'A container calls another at the port of the host',
  why: 'Within the network the port of the container counts, not the published one: the connection is refused.',
  fix: 'Use the port that the container listens on, the right side of its mapping.',
  guard: 'Mappings with the same number on both sides, and ports that the container may listen on too, are left alone.',
  sources: ['https://github.com/caddyserver/caddy-docker/issues/125', 'https://github.com/docker/docs/pull/3094'],
  *run(system) {
    for (const reference of references(system)) {
      const target = composeTarget(reference, system);
      const { port } = reference.address;
      if (!target || port === undefined) continue;
      const mapping = target.deployment.ports.find(({ published }) => published === port);
      if (!mapping || mapping.target === 0 || target.deployment.ports.some(own => own.target === port)) continue;
      const listening = listeningOf(target, system);
      if (isOpen(listening, port)) continue;
      yield found(reference, target, { port, right: mapping.target });
    }
  },
};

function found(
  { deployed, address, at, places, name }: Reference,
  target: Deployed,
  { port, right }: { readonly port: number; readonly right: number },
): Found {
  const mapping = target.deployment.ports.find(({ published }) => published === port)!;
  const place = mapping.origins?.[0] ?? { file: target.deployment.at.file, span: mapping.at };
  return {
    subject: `${deployed.service.name} ${address.host} ${port}`,
    message: `${deployed.name} calls ${address.host} at port ${port}, which is its port on the host; within the network it is ${right}.`,
    evidence: [
      evidence(at, name ? `${name} names port ${port}` : `it calls port ${port}`),
      evidence(place, `${port} on the host is ${right} in the container`),
      ...places.slice(1, 3).map(other => evidence(other, 'it is used here')),
    ],
    about: [deployed.service.id, target.service.id],
  };
}

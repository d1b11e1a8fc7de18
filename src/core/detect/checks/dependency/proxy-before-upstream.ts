import { textAt } from '../../manifest-parts.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';
import { composeTarget, references, type Reference } from '../../references.ts';
import type { Deployed, System } from '../../system.ts';

export const proxyBeforeUpstream: Check = {
  id: 'dependency.proxy-before-upstream',
  stage: 'dependency',
  severity: 'medium',
  title: 'A proxy may start before the server that it passes requests to',
  why: 'Nginx looks its upstreams up once, when it starts: without the other container it ends with "host not found in upstream", and nothing starts it again.',
  fix: 'Let the proxy depend on its upstreams, or give it a restart policy.',
  guard: 'Proxies that depend on the upstream, directly or through another service, and those that are restarted are left alone.',
  sources: ['https://github.com/nginx/docker-nginx/issues/127', 'https://github.com/docker/compose/issues/4660'],
  *run(system) {
    for (const reference of references(system)) {
      const { deployed, at } = reference;
      const target = isLookedUpOnce(reference) && !isRestarted(deployed) ? composeTarget(reference, system) : undefined;
      if (!target || startsAfter(deployed, target.name, system)) continue;
      yield {
        subject: `${deployed.service.name} ${target.service.name}`,
        message: `${deployed.name} passes requests to ${target.name} but may start before it, and then it ends.`,
        evidence: [evidence(deployed.at, `it does not depend on ${target.name}`), evidence(at, `it passes requests to ${target.name}`)],
        about: [deployed.service.id, target.service.id],
        group: {
          subject: deployed.service.name,
          message: subjects =>
            `${deployed.name} passes requests to ${subjects.length} services but may start before them, and then it ends.`,
        },
      };
    }
  },
};

const isLookedUpOnce = ({ from, deployed }: Reference): boolean =>
  from === 'configuration' && deployed.service.linked.programs.has('nginx');

const isRestarted = ({ compose }: Deployed): boolean =>
  compose === undefined ||
  (textAt(compose.written, 'restart') ?? 'no') !== 'no' ||
  compose.written.kind !== 'map' ||
  compose.written.entries.some(({ key }) => key === 'deploy');

/** It depends on it, at most over a few others. */
function startsAfter(deployed: Deployed, name: string, system: System): boolean {
  const seen = new Set<string>();
  const open = [deployed.name];
  for (let own = open.pop(); own !== undefined && seen.size < 200; own = open.pop()) {
    if (own === name) return true;
    if (seen.has(own)) continue;
    seen.add(own);
    const current = system.services
      .flatMap(service => service.deployed)
      .find(one => one.environment === deployed.environment && one.name === own);
    open.push(...(current?.compose?.dependsOn ?? []).map(({ service }) => service));
    open.push(...(current?.compose?.links ?? []).map(({ service }) => service));
  }
  return false;
}

import type { Check } from '../../check.ts';
import { entriesOf, partAt, textAt, textsOf } from '../../manifest-parts.ts';
import { evidence } from '../../places.ts';
import { references } from '../../references.ts';

export const hostGatewayMissing: Check = {
  id: 'wiring.host-gateway-missing',
  stage: 'wiring',
  severity: 'medium',
  title: 'A container calls host.docker.internal, which only Docker Desktop knows by itself',
  why: 'Docker on Linux, as on servers and in CI, does not resolve the name unless the service asks for it.',
  fix: 'Add extra_hosts: ["host.docker.internal:host-gateway"] to the service.',
  guard: 'Fallbacks in code and services that map the name themselves are left alone.',
  sources: [
    'https://github.com/docker/for-linux/issues/264',
    'https://github.com/hasura/hasura-actions-examples/issues/34',
    'https://github.com/Kpa-clawbot/CoreScope/issues/238',
  ],
  *run(system) {
    for (const { deployed, address, at, name, isFallback, from } of references(system)) {
      const { compose } = deployed;
      if (
        address.host !== 'host.docker.internal' ||
        isFallback ||
        from === 'code' ||
        !compose ||
        textAt(compose.written, 'network_mode') === 'host'
      )
        continue;
      const extra = [
        ...textsOf(partAt(compose.written, 'extra_hosts')),
        ...entriesOf(partAt(compose.written, 'extra_hosts')).map(({ key }) => key),
      ];
      if (extra.some(text => text.startsWith('host.docker.internal'))) continue;
      yield {
        subject: deployed.service.name,
        message: `${deployed.name} calls host.docker.internal, which Docker on Linux does not resolve without extra_hosts.`,
        evidence: [evidence(at, name ? `${name} names it` : 'it is called'), evidence(deployed.at, 'it has no extra_hosts for it')],
        about: [deployed.service.id],
        group: {
          subject: deployed.environment,
          message: subjects =>
            `${subjects.length} services call host.docker.internal, which Docker on Linux does not resolve without extra_hosts: ${subjects.join(', ')}.`,
        },
      };
    }
  },
};

import { isHeadless, isPlain, servicesOf } from '../../cluster-parts.ts';
import { calledService } from '../../called-service.ts';
import type { Check } from '../../check.ts';
import { itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import { references, type Reference } from '../../references.ts';

export const servicePort: Check = {
  id: 'wiring.service-port',
  stage: 'wiring',
  severity: 'high',
  title: 'A Service is called at a port that it does not have',
  why: 'A Service answers at its own ports only, whatever its pods listen on: the connection is refused or times out.',
  fix: 'Call the port of the Service (port), not that of the container (targetPort).',
  guard: 'Headless Services, whose name leads to the pods themselves, and Services whose ports are not all known are left alone.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports'],
  *run(system) {
    for (const reference of references(system)) {
      const port = portOf(reference);
      const called = reference.isFallback || port === undefined ? undefined : calledService(reference, system);
      const service = called?.services.find(({ namespace }) => namespace === undefined || namespace === called.namespace);
      if (!called || !service || isHeadless(service) || textAt(service.written, 'spec', 'type') === 'ExternalName') continue;
      const ports = itemsOf(partAt(service.written, 'spec', 'ports')).map(line => textAt(line, 'port'));
      if (ports.length === 0 || !ports.every(text => text !== undefined && isPlain(text)) || ports.includes(String(port))) continue;
      const { deployed, address, at, places } = reference;
      yield {
        subject: `${deployed.service.name} ${address.host} ${port}`,
        message: `${deployed.name} calls ${address.host} at port ${port}, but the Service has ${ports.length === 1 ? 'only ' : ''}${ports.join(', ')}.`,
        evidence: [
          evidence(at, `it calls port ${port}`),
          partEvidence(partAt(service.written, 'spec', 'ports')!, service.file, 'the ports of the Service'),
          ...places.slice(1, 3).map(place => evidence(place, 'it is used here')),
        ],
        about: [deployed.service.id, ...servicesOf(service, system)],
      };
    }
  },
};

/** Of a web address without one its scheme's. */
const portOf = ({ address: { port, scheme } }: Reference): number | undefined =>
  port ?? (scheme === 'http' ? 80 : scheme === 'https' ? 443 : undefined);

import { isPlain, servicesOf } from '../../cluster-parts.ts';
import { calledService } from '../../called-service.ts';
import type { Check } from '../../check.ts';
import { evidence, factEvidence } from '../../places.ts';
import { references } from '../../references.ts';

export const otherNamespace: Check = {
  id: 'wiring.other-namespace',
  stage: 'wiring',
  severity: 'high',
  title: 'A Service of another namespace is called as if it were in this one',
  why: 'A short name is looked for in the namespace of the caller only: it is not resolved, or something else of that name answers.',
  fix: 'Call it by its name and namespace: http://orders.shop.svc.cluster.local.',
  guard: 'Only where the namespaces of both are written, and the namespace that is looked in has no Service of that name.',
  sources: ['https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services'],
  *run(system) {
    for (const reference of references(system)) {
      const called = reference.isFallback ? undefined : calledService(reference, system);
      if (!called || called.namespace === undefined) continue;
      const { services, namespace, name } = called;
      // What has no namespace goes wherever it is applied.
      if (!services.every(one => one.namespace !== undefined && isPlain(one.namespace) && one.namespace !== namespace)) continue;
      const [first] = services;
      const { deployed, address, at, places } = reference;
      yield {
        subject: `${deployed.service.name} ${address.host} ${first!.namespace}`,
        message: `${deployed.name} looks for ${name} in the namespace ${namespace}, but ${name} is a Service of ${first!.namespace}.`,
        evidence: [
          evidence(at, `it calls ${address.host}`),
          factEvidence(first!, `the Service is in ${first!.namespace}`),
          ...places.slice(1, 3).map(place => evidence(place, 'it is used here')),
        ],
        about: [deployed.service.id, ...servicesOf(first!, system)],
      };
    }
  },
};

import type { Check } from '../../check.ts';
import { isOpen, listeningOf, portList } from '../../listening.ts';
import { evidence } from '../../places.ts';
import { composeTarget, references } from '../../references.ts';

export const portNobodyListensOn: Check = {
  id: 'wiring.port-nobody-listens-on',
  stage: 'wiring',
  severity: 'high',
  title: 'A container is called at a port that it does not listen on',
  why: 'The connection is refused, at the first call and at every retry.',
  fix: 'Use the port that the program listens on.',
  guard: 'Only where every port of the called program is known; ports that a variable, an argument or EXPOSE names count as open.',
  sources: ['https://github.com/docker/docs/pull/3094', 'https://github.com/TheSpaghettiDetective/obico-server/issues/50'],
  *run(system) {
    for (const reference of references(system)) {
      const { address, deployed, at, places } = reference;
      const target = composeTarget(reference, system);
      if (!target || address.port === undefined || reference.isFallback) continue;
      if (target.deployment.ports.some(own => own.published === address.port || own.target === address.port)) continue;
      const listening = listeningOf(target, system);
      if (!listening.isWhole || isOpen(listening, address.port)) continue;
      yield {
        subject: `${deployed.service.name} ${address.host} ${address.port}`,
        message: `${deployed.name} calls ${address.host} at port ${address.port}, but ${target.name} listens on ${portList(listening)}.`,
        evidence: [
          evidence(at, `it calls port ${address.port}`),
          ...listening.ports.flatMap(own => (own.at ? [evidence(own.at, own.note)] : [])).slice(0, 2),
          ...places.slice(1, 3).map(other => evidence(other, 'it is used here')),
        ],
        about: [deployed.service.id, target.service.id],
      };
    }
  },
};

import type { Check } from '../../check.ts';
import { isOpen, listeningOf, portList } from '../../listening.ts';
import { evidence, partEvidence } from '../../places.ts';
import { numberedPorts } from '../../port-lines.ts';

export const containerPortWrong: Check = {
  id: 'wiring.container-port-wrong',
  stage: 'wiring',
  severity: 'high',
  title: 'A published port leads to a port that the program does not listen on',
  why: 'Docker accepts the connection and drops it at once ("connection reset by peer"), while the program is well.',
  fix: 'Write the port that the program listens on at the right side of the mapping.',
  guard: 'Only where every port of the program is known; ports that a variable, an argument or EXPOSE names count as open.',
  sources: [
    'https://github.com/docker-library/mongo/issues/210',
    'https://github.com/Netflix/metaflow-service/pull/1',
    'https://github.com/TheSpaghettiDetective/obico-server/issues/50',
    'https://github.com/keploy/samples-typescript/pull/36',
  ],
  *run(system) {
    for (const deployed of system.services.flatMap(service => service.deployed)) {
      if (!deployed.compose) continue;
      const lines = numberedPorts(deployed.compose).filter(({ protocol }) => protocol === 'tcp');
      const listening = listeningOf(deployed, system);
      if (!listening.isWhole || lines.length === 0) continue;
      for (const { target, part } of lines) {
        if (isOpen(listening, target) || isDebugger(target)) continue;
        yield {
          subject: `${deployed.service.name} ${target}`,
          message: `${deployed.name} publishes port ${target} of its container, but it listens on ${portList(listening)}.`,
          evidence: [
            partEvidence(part, deployed.compose.file, `port ${target} of the container`),
            ...listening.ports.flatMap(own => (own.at ? [evidence(own.at, own.note)] : [])).slice(0, 3),
          ],
          about: [deployed.service.id],
          severity: lines.length > 1 && lines.some(line => isOpen(listening, line.target)) ? 'medium' : 'high',
        };
      }
    }
  },
};

/** Opened by the runtime itself: Node, Java, Delve, debugpy, hot reload. */
const isDebugger = (port: number): boolean => [9229, 5005, 2345, 5678, 40_000, 35_729, 24_678, 9464].includes(port);

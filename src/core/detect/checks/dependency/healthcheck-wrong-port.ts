import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Check, Found } from '../../check.ts';
import { healthTests, type HealthTest } from '../../health-tests.ts';
import { isOpen, listeningOf, portList, type Listening } from '../../listening.ts';
import { containersIn, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import type { Deployed, System } from '../../system.ts';

export const healthcheckWrongPort: Check = {
  id: 'dependency.healthcheck-wrong-port',
  stage: 'dependency',
  severity: 'high',
  title: 'A healthcheck or probe asks a port that the program does not listen on',
  why: 'A program that works is called unhealthy, and is restarted again and again or gets no traffic.',
  fix: 'Ask the port that the program listens on; in a Dockerfile ${PORT:-8080} follows the variable.',
  guard: 'Nothing is said where a port of the program is not known, or where a variable or EXPOSE names the port that is asked.',
  sources: [
    'https://github.com/kipsilabs/altmount/issues/90',
    'https://github.com/maildev/maildev/issues/438',
    'https://github.com/Kobii-git/rackpad/issues/163',
    'https://github.com/thehijacker/codexa/issues/29',
    'https://github.com/icebear0828/codex-proxy/pull/40',
  ],
  *run(system) {
    for (const test of healthTests(system)) if (test.deployed) yield* asked(test, test.deployed, system);
    for (const deployed of system.services.flatMap(service => service.deployed)) yield* probed(deployed, system);
  },
};

function* asked(test: HealthTest, deployed: Deployed, system: System): Generator<Found> {
  const ports = portsAsked(test.text);
  if (ports.length === 0) return;
  const listening = listeningOf(deployed, system);
  const wrong = ports.find(({ port }) => !isOpen(listening, port));
  if (!listening.isWhole || wrong === undefined) return;
  yield wrongPort(deployed, { port: wrong.port, at: test.at, note: `the healthcheck asks port ${wrong.port}`, listening });
}

const portsAsked = (text: string): readonly { readonly port: number }[] =>
  [...text.matchAll(/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::|\s+)(\d{2,5})\b/g)].map(match => ({ port: Number(match[1]) }));

/** Probes that ask for a port of the pod, by number or by name. */
function* probed(deployed: Deployed, system: System): Generator<Found> {
  for (const { written, file } of deployed.objects) {
    const containers = containersIn(written);
    for (const container of containers) {
      const ports = itemsOf(partAt(container, 'ports'));
      for (const kind of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        const probe = partAt(container, kind);
        const asks = partAt(probe, 'httpGet', 'port') ?? partAt(probe, 'tcpSocket', 'port') ?? partAt(probe, 'grpc', 'port');
        if (asks?.kind !== 'text' || !/^[a-z0-9-]+$/.test(asks.text)) continue;
        if (!/^\d+$/.test(asks.text))
          yield* unnamedPort(deployed, {
            asks: asks.text,
            place: partEvidence(asks, file, `${kind} asks the port ${asks.text}`),
            ports,
            container: textAt(container, 'name') ?? '',
          });
        else if (containers.length === 1)
          yield* otherPort(
            deployed,
            { port: Number(asks.text), at: partEvidence(asks, file, '').at, note: `${kind} asks port ${asks.text}` },
            system,
          );
      }
    }
  }
}

interface Named {
  readonly asks: string;
  readonly place: ReturnType<typeof partEvidence>;
  readonly ports: readonly ManifestNode[];
  readonly container: string;
}

function* unnamedPort(deployed: Deployed, { asks, place, ports, container }: Named): Generator<Found> {
  if (ports.some(port => textAt(port, 'name') === asks)) return;
  const names = ports.flatMap(port => textAt(port, 'name') ?? []);
  yield {
    subject: `${deployed.name} ${container} ${asks}`,
    message: `A probe of ${deployed.name} asks the port ${asks}, but its container has ${names.length === 0 ? 'no port with a name' : `only ${names.join(', ')}`}.`,
    evidence: [place],
    about: [deployed.service.id],
  };
}

interface Asks {
  readonly port: number;
  readonly at: ReturnType<typeof partEvidence>['at'];
  readonly note: string;
}

function* otherPort(deployed: Deployed, asks: Asks, system: System): Generator<Found> {
  const listening = listeningOf(deployed, system);
  if (listening.isWhole && !isOpen(listening, asks.port)) yield wrongPort(deployed, { ...asks, listening });
}

function wrongPort(deployed: Deployed, { port, at, note, listening }: Asks & { readonly listening: Listening }): Found {
  return {
    subject: `${deployed.service.name} ${port}`,
    message: `${deployed.name} is asked for its health at port ${port}, but it listens on ${portList(listening)}.`,
    evidence: [evidence(at, note), ...listening.ports.flatMap(own => (own.at ? [evidence(own.at, own.note)] : [])).slice(0, 3)],
    about: [deployed.service.id],
  };
}

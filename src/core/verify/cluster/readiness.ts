import { fields, items, type Fields } from '../compose-document.ts';
import { mappings, scalar, whole } from './objects.ts';

/** Where a service has to answer before it counts as ready. */
export interface Awaited {
  readonly port: number;
  /** An HTTP GET that has to succeed; without it that the port takes connections is enough. */
  readonly path?: string;
}

export interface Readiness {
  readonly healthcheck?: Fields;
  readonly awaited?: Awaited;
}

/** What runs inside of the container is a healthcheck; what asks it over the network is asked from outside, since nobody knows what the image has to ask with. */
export function readinessOf(container: Fields): Readiness {
  const probe = fields(container['readinessProbe'] ?? container['startupProbe']);
  const command = items(fields(probe['exec'])['command']).flatMap(word => scalar(word) ?? []);
  if (command.length > 0) return { healthcheck: healthcheck(command, probe) };
  const http = fields(probe['httpGet']);
  const port = portOf(http['port'] ?? fields(probe['tcpSocket'])['port'] ?? fields(probe['grpc'])['port'], container);
  if (port === undefined) return {};
  const isPlain = probe['httpGet'] !== undefined && (scalar(http['scheme']) ?? 'HTTP').toUpperCase() === 'HTTP';
  return { awaited: { port, ...(isPlain && { path: scalar(http['path']) ?? '/' }) } };
}

function portOf(written: unknown, container: Fields): number | undefined {
  const named = mappings(container['ports']).find(port => scalar(port['name']) === scalar(written) && written !== undefined);
  return whole(written) ?? whole(named?.['containerPort']);
}

/** A cluster never gives up on a service that is not ready; here that lasts as long as the sandbox's patience. */
function healthcheck(command: readonly string[], probe: Fields): Fields {
  const seconds = (key: string, otherwise: number): string => `${whole(probe[key]) ?? otherwise}s`;
  return {
    test: ['CMD', ...command],
    interval: seconds('periodSeconds', 5),
    timeout: seconds('timeoutSeconds', 5),
    start_period: '120s',
    retries: Math.max(3, whole(probe['failureThreshold']) ?? 3),
  };
}

import { connect } from 'node:net';
import type { Awaited } from '../core/verify/cluster/readiness.ts';
import type { Containers } from './containers.ts';
import type { Endpoint } from './sandbox.ts';

const ONE_TRY = 1_000;

/** What a cluster's probes ask over the network, asked from here. A service without a probe answers by running. */
export const answering =
  (awaited: ReadonlyMap<string, Awaited>, { endpoint }: Pick<Containers, 'endpoint'>) =>
  async (service: string): Promise<boolean> => {
    const what = awaited.get(service);
    if (what === undefined) return true;
    const place = await endpoint(service, what.port).catch(() => undefined);
    return place !== undefined && (what.path === undefined ? takesConnections(place) : succeeds(place, what.path));
  };

/** A probe is content with a redirect too. */
async function succeeds({ host, port }: Endpoint, path: string): Promise<boolean> {
  const url = `http://${host}:${port}${path.startsWith('/') ? path : `/${path}`}`;
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ONE_TRY) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer !== undefined && answer.status >= 200 && answer.status < 400;
}

const takesConnections = ({ host, port }: Endpoint): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect({ host, port, timeout: ONE_TRY });
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });

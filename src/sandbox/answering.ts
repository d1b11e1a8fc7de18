import type { Awaited } from '../core/verify/cluster/readiness.ts';
import type { Containers } from './containers.ts';
import { connected } from './engine-network/connected.ts';
import { sendHttp } from './journeys/http-step.ts';
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
async function succeeds(place: Endpoint, path: string): Promise<boolean> {
  const asked = { method: 'GET', path: path.startsWith('/') ? path : `/${path}`, headers: {} };
  const answer = await sendHttp(place, asked, { seconds: ONE_TRY / 1000, signal: new AbortController().signal }).catch(() => undefined);
  return answer !== undefined && 'status' in answer && answer.status >= 200 && answer.status < 400;
}

const takesConnections = (place: Endpoint): Promise<boolean> =>
  new Promise(resolve => {
    const connection = connected(place);
    const end = (is: boolean): void => {
      clearTimeout(timer);
      connection.destroy();
      resolve(is);
    };
    const timer = setTimeout(() => end(false), ONE_TRY);
    connection.once('connect', () => end(true)).once('error', () => end(false));
  });

import type { MeteredCall } from '../core/model/verify.ts';
import { targetPort } from '../core/verify/ports.ts';
import type { EngineNetwork } from './engine-network/engine-network.ts';
import type { OpenMocks } from './open-mocks.ts';
import type { Opening } from './opened-side.ts';
import type { PreparedSide } from './preparation.ts';
import { openProxies, type Proxies } from './proxy/proxies.ts';
import type { Edges } from './sandbox.ts';
import type { SideAsked } from './side.ts';

/** A proxy before everything that is called, and the edges that are seen through them. */
export interface ProxiedEdges {
  readonly listen: SideAsked['listen'];
  /** Of the proxies that listen by now. */
  readonly edges: () => Edges;
}

export interface Between {
  readonly opening: Opening;
  readonly network: EngineNetwork;
  readonly mocks: OpenMocks;
}

export function proxiedEdges({ side, ports }: PreparedSide, { opening, network, mocks }: Between): ProxiedEdges {
  const { question, plan, options, now } = opening;
  const listeners = new Set<(call: MeteredCall) => void>();
  let proxies: Proxies | undefined;
  return {
    listen: async (anchors, reach) => {
      proxies = await openProxies({
        network,
        targets: ports.flatMap(({ service, ports }) => {
          const address = anchors.get(service);
          return address === undefined ? [] : [{ service, address, ports }];
        }),
        callerOf: reach.callerOf,
        upstream: async (service, port) => {
          const mock = mocks.endpoint(service);
          return mock ? { ...mock, mocked: true } : reach.endpoint(service, targetPort(ports, service, port));
        },
        // Whoever waits for a port to open would else take the proxy for the service.
        opensWithService: true,
        seed: question.seed,
        now,
        onCall: call => {
          for (const listener of listeners) listener(call);
        },
      });
      for (const message of proxies.problems) options.emit({ kind: 'note', side, message, at: now() });
      return proxies.close;
    },
    edges: () => edgesOf(proxies!, [...plan.slice.run.keys()], listeners),
  };
}

function edgesOf({ treat, listening }: Proxies, services: readonly string[], listeners: Set<(call: MeteredCall) => void>): Edges {
  const targets = [...new Set(listening.map(({ service }) => service))];
  return {
    known: services.flatMap(from => targets.filter(to => to !== from).map(to => ({ from, to }))),
    treat,
    onCall: listener => {
      listeners.add(listener);
      return async () => void listeners.delete(listener);
    },
  };
}

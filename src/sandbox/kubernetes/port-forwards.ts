import type { Workload } from '../../core/verify/cluster/workloads.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Endpoint, Undo } from '../sandbox.ts';
import { once } from '../undo.ts';
import { lastLine, type Cluster } from './cluster.ts';

/** Ports of pods as this machine reaches them. */
export interface PortForwards {
  readonly endpoint: (workload: Workload, port: number) => Promise<Endpoint>;
  readonly close: Undo;
}

/** kubectl leads a port of this machine to a pod and ends when the pod does; then the next who asks starts another. */
export function portForwards(cluster: Cluster, namespace: string): PortForwards {
  const stop = new AbortController();
  const open = new Map<string, Promise<Endpoint>>();
  const running = new Set<Promise<void>>();
  const start = (key: string, target: readonly string[]): Promise<Endpoint> =>
    new Promise((resolve, reject) => {
      const args = ['port-forward', '--namespace', namespace, '--address', '127.0.0.1', ...target];
      const onLine = (line: string): void => {
        const port = /^Forwarding from 127\.0\.0\.1:(\d+) ->/.exec(line)?.[1];
        if (port !== undefined) resolve({ host: '127.0.0.1', port: Number(port) });
      };
      const ending = cluster
        .kubectl(args, { signal: stop.signal, onLine })
        .then(
          ended => reject(new SandboxError(`${target[0]} is not reached: ${lastLine(ended)}.`)),
          () => reject(new SandboxError(`${target[0]} is not reached any more: the run has ended.`)),
        )
        .then(() => void open.delete(key));
      running.add(ending);
      void ending.then(() => running.delete(ending));
    });
  return {
    endpoint: ({ kind, name }, port) => {
      const target = [`${kind.toLowerCase()}/${name}`, `:${port}`];
      const key = target.join(' ');
      const known = open.get(key) ?? start(key, target);
      open.set(key, known);
      return known;
    },
    close: once(async () => {
      stop.abort();
      await Promise.all(running);
    }),
  };
}

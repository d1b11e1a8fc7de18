import type { MeteredCall } from '../core/model/verify.ts';
import { networkOf, wayTo } from './engine-network/network-of.ts';
import { openMocks } from './open-mocks.ts';
import type { Run } from './owner.ts';
import type { Prepared, PreparedScenario, PreparedSide } from './preparation.ts';
import { openProxies, type Proxies } from './proxy/proxies.ts';
import type { VerifyQuestion } from './question.ts';
import type { RunOptions } from './run-options.ts';
import { SandboxError } from './sandbox-error.ts';
import type { Sandbox, Undo } from './sandbox.ts';
import { startSide } from './up.ts';
import { once, undoStack } from './undo.ts';

/** One side that runs. */
export interface OpenedSide {
  readonly sandbox: Sandbox;
  /** A scenario as it can be played here, or why nothing could be said of it, in one sentence. */
  readonly fit: (scenario: PreparedScenario) => PreparedScenario | string;
  readonly saveLogs: (folder: string) => Promise<void>;
  /** The most memory that the services had in use, in bytes. */
  readonly memory: () => Promise<number>;
  /** Aborted when it is out of reach for good; the reason says why, in one sentence. */
  readonly lost?: AbortSignal;
  readonly close: Undo;
}

/** A run of which everything is known, and whose sides are opened one after the other. */
export interface Opening {
  readonly question: VerifyQuestion;
  readonly plan: Prepared;
  readonly run: Run;
  readonly options: RunOptions;
  /** Milliseconds since the run began. */
  readonly now: () => number;
}

/** One side as a compose project, with proxies on all its edges. They listen before the first service starts, so that no call goes by unseen. */
export async function openedSide(prepared: PreparedSide, opening: Opening): Promise<OpenedSide> {
  const { side, project, ports } = prepared;
  const { question, plan, run, options, now } = opening;
  const { engine, emit } = options;
  const services = [...plan.slice.run.keys()];
  const listeners = new Set<(call: MeteredCall) => void>();
  const undo = undoStack();
  const targetOf = (service: string, port: number): number =>
    ports.find(each => each.service === service)?.ports.find(each => each.port === port)?.target ?? port;
  let proxies: Proxies | undefined;
  try {
    const way = await wayTo(engine, ports);
    // It is the same for both sides.
    if (prepared === plan.sides[0]) for (const message of way.notes) emit({ kind: 'note', message, at: now() });
    const network = await networkOf(engine, run, way);
    undo.add(network.close);
    const signal = AbortSignal.any([options.signal, network.lost]);
    const mocks = await openMocks(plan.slice.mocks, { root: project.root, below: plan.trees.folder });
    undo.add(mocks.close);
    const running = await startSide({
      engine,
      network,
      run,
      side,
      project,
      services,
      mocks: [...plan.slice.mocks.keys()],
      signal,
      onService: state => emit({ kind: 'service', side, ...state, at: now() }),
      onNote: message => emit({ kind: 'note', side, message, at: now() }),
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
            return mock ? { ...mock, mocked: true } : reach.endpoint(service, targetOf(service, port));
          },
          // Whoever waits for a port to open would else take the proxy for the service.
          opensWithService: true,
          seed: question.seed,
          now,
          onCall: call => {
            for (const listener of listeners) listener(call);
          },
        });
        for (const message of proxies.problems) emit({ kind: 'note', side, message, at: now() });
        return proxies.close;
      },
    });
    undo.add(running.close);
    for (const [service, image] of running.images) emit({ kind: 'service', side, service, state: 'healthy', image, at: now() });
    const { treat, listening } = proxies!;
    const targets = [...new Set(listening.map(({ service }) => service))];
    const sandbox: Sandbox = {
      ...running,
      endpoint: (service, port) => running.endpoint(service, targetOf(service, port)),
      edges: {
        known: services.flatMap(from => targets.filter(to => to !== from).map(to => ({ from, to }))),
        treat,
        onCall: listener => {
          listeners.add(listener);
          return async () => void listeners.delete(listener);
        },
      },
    };
    const memory = async (): Promise<number> => [...(await running.memory()).values()].reduce((sum, bytes) => sum + bytes, 0);
    return {
      sandbox,
      fit: scenario => scenario,
      saveLogs: running.saveLogs,
      memory,
      lost: network.lost,
      close: once(async () => {
        const left = await undo.run();
        if (left.length > 0) throw new SandboxError(left.join(' '));
      }),
    };
  } catch (error) {
    await undo.run();
    throw error;
  }
}

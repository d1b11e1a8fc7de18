import { targetPort } from '../core/verify/ports.ts';
import type { EngineNetwork } from './engine-network/engine-network.ts';
import { networkOf, wayTo } from './engine-network/network-of.ts';
import { openMocks } from './open-mocks.ts';
import type { Run } from './owner.ts';
import type { Prepared, PreparedScenario, PreparedSide } from './preparation.ts';
import { proxiedEdges } from './proxied-edges.ts';
import type { VerifyQuestion } from './question.ts';
import type { RunOptions } from './run-options.ts';
import type { Sandbox, Undo } from './sandbox.ts';
import { startSide } from './up.ts';
import { closing, undoneOnFailure, type UndoStack } from './undo.ts';

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
export const openedSide = (prepared: PreparedSide, asked: Opening): Promise<OpenedSide> =>
  undoneOnFailure(undo => opened(prepared, asked, undo));

async function opened(prepared: PreparedSide, asked: Opening, undo: UndoStack): Promise<OpenedSide> {
  const { side, project, ports } = prepared;
  const { plan, run, options, now } = asked;
  const network = await reached(prepared, asked);
  undo.add(network.close);
  const mocks = await openMocks(plan.slice.mocks, { root: project.root, below: plan.trees.folder });
  undo.add(mocks.close);
  const { listen, edges } = proxiedEdges(prepared, { opening: asked, network, mocks });
  const running = await startSide({
    engine: options.engine,
    network,
    run,
    side,
    project,
    services: [...plan.slice.run.keys()],
    mocks: [...plan.slice.mocks.keys()],
    signal: AbortSignal.any([options.signal, network.lost]),
    onService: state => options.emit({ kind: 'service', side, ...state, at: now() }),
    onNote: message => options.emit({ kind: 'note', side, message, at: now() }),
    listen,
  });
  undo.add(running.close);
  for (const [service, image] of running.images) options.emit({ kind: 'service', side, service, state: 'healthy', image, at: now() });
  const endpoint: Sandbox['endpoint'] = (service, port) => running.endpoint(service, targetPort(ports, service, port));
  return {
    sandbox: { ...running, endpoint, edges: edges() },
    fit: scenario => scenario,
    saveLogs: running.saveLogs,
    memory: async () => [...(await running.memory()).values()].reduce((sum, bytes) => sum + bytes, 0),
    lost: network.lost,
    close: closing(undo),
  };
}

/** How this side is reached is the same for both, so it is told once. */
async function reached(prepared: PreparedSide, { plan, run, options, now }: Opening): Promise<EngineNetwork> {
  const way = await wayTo(options.engine, prepared.ports);
  if (prepared === plan.sides[0]) for (const message of way.notes) options.emit({ kind: 'note', message, at: now() });
  return networkOf(options.engine, run, way);
}

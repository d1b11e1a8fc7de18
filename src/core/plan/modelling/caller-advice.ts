import type { Service } from '../../link/services.ts';
import type { Evidence } from '../../model/finding.ts';
import type { EdgeKind } from '../../model/graph.ts';
import { callsAtWorst, worstCaseMs, type Tries } from './budget.ts';
import type { ClientSettings } from './client-settings.ts';
import type { MeshSettings } from './mesh.ts';
import { planned } from './planned-tries.ts';
import type { Request } from './requests.ts';
import type { Decision, Known } from './said.ts';

/** All that is known of how one service asks another. */
export interface Calling {
  readonly caller: Service;
  readonly callee: Service;
  readonly protocols: ReadonlySet<EdgeKind>;
  readonly requests: readonly Request[];
  /** What the caller's configuration files say for all of them. */
  readonly configured: ClientSettings;
  /** Of the callee. */
  readonly mesh: MeshSettings;
  /** Which of the operations that it asks may be asked twice. */
  readonly mayRepeat: { readonly some: boolean; readonly all: boolean };
  /** How long callers of the caller wait for it. */
  readonly budget?: Known<number>;
  /** What its calls of others take at worst, each asked once, as far as that is known. */
  readonly othersMs: number;
  /** Names of others that it asks, and nobody knows for how long. */
  readonly othersUnknown: readonly string[];
  /** Who tries again on the worst way to the caller. */
  readonly above: readonly { readonly caller: string; readonly attempts: number }[];
  /** Behind the callee somebody tries again. */
  readonly below: boolean;
}

export type Layer = 'code' | 'mesh' | 'service config';

/** What is proposed for the caller's configuration. */
export interface Advice {
  /** Absent: no time is known, so no number is proposed. */
  readonly tries?: Tries;
  /** Where retries belong; every other layer has none. */
  readonly layer: Layer;
  /** Calls that reach the callee at worst for one request from outside, as things are. */
  readonly callsNow: number;
  readonly says: readonly string[];
  readonly decisions: readonly Decision[];
  readonly notKnown: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** The layers that try again today. */
export function layersOf({
  requests,
  configured,
  mesh,
}: Pick<Calling, 'requests' | 'configured' | 'mesh'>): readonly { readonly layer: Layer; readonly attempts: number }[] {
  const inCode = Math.max(1, configured.attempts?.value ?? 1, ...requests.map(({ attempts }) => attempts?.value ?? 1));
  const inMesh = mesh.attempts?.value ?? 1;
  return [
    { layer: 'code' as const, attempts: inCode },
    { layer: 'mesh' as const, attempts: inMesh },
  ].filter(({ attempts }) => attempts > 1);
}

/** Retries in one layer, and all tries within what the caller's own callers wait. */
export function adviceFor(calling: Calling): Advice {
  const { requests, configured, mesh, budget, above } = calling;
  const layers = layersOf(calling);
  const known = [...requests.flatMap(({ timeout }) => timeout ?? []), ...(configured.timeout ? [configured.timeout] : [])];
  const times = [...known, ...(mesh.timeout ? [mesh.timeout] : [])].map(({ value }) => value);
  const isRpc = [...calling.protocols].every(kind => kind === 'grpc');
  const layer = layers[0]?.layer ?? (isRpc ? 'service config' : 'code');
  const found = planned(calling, {
    now: Math.max(1, ...layers.map(({ attempts }) => attempts)),
    perTryMs: times.length > 0 ? Math.max(...times) : undefined,
  });
  const said = [
    ...known,
    ...requests.flatMap(({ attempts }) => attempts ?? []),
    ...[configured.attempts, mesh.timeout, mesh.attempts, budget].filter(one => one !== undefined),
  ];
  return {
    ...(found.tries && { tries: found.tries }),
    layer,
    callsNow: callsAtWorst([...above, ...layers].map(({ attempts }) => attempts)),
    says: [...multiplied(calling), ...found.says, ...(found.tries && layer === 'service config' ? [deadline(found.tries)] : [])],
    decisions: decisionsFor(calling, found.tries),
    notKnown: [...unknowns(calling, times.length > 0), ...found.notKnown],
    evidence: said.flatMap(({ evidence }) => evidence),
  };
}

const deadline = (tries: Tries): string => `A gRPC deadline spans all tries of a call: ${worstCaseMs(tries)} ms at most.`;

/** Retries of several layers, and of several services on the way, multiply. */
function multiplied({ above, caller, callee, ...calling }: Calling): readonly string[] {
  const own = layersOf(calling).map(({ layer, attempts }) => ({ caller: layer === 'mesh' ? 'the mesh' : caller.name, attempts }));
  const all = [...above, ...own];
  if (own.length === 0 || all.length < 2) return [];
  const who = all.map(({ caller, attempts }) => `${caller} (${attempts} tries)`).join(', ');
  return [
    `${who} each try again: one request can become ${callsAtWorst(all.map(({ attempts }) => attempts))} calls of ${callee.name}. Keep the retries in one of them, best the one that is nearest to ${callee.name}.`,
  ];
}

function decisionsFor({ mayRepeat, callee }: Calling, tries: Tries | undefined): readonly Decision[] {
  const retries: Decision =
    mayRepeat.some && !mayRepeat.all
      ? { about: 'retries', why: `only some of what it asks of ${callee.name} may be asked twice; retries have to be bound to those.` }
      : mayRepeat.some
        ? {
            about: 'retries',
            why: `one more try helps where ${callee.name} fails for a moment and harms where it is overloaded; nothing here measures which.`,
          }
        : { about: 'idempotency', why: `nothing that it asks of ${callee.name} is known to be repeatable, so no retry is proposed.` };
  return [
    retries,
    ...(tries
      ? [{ about: 'timeout' as const, why: `how long ${callee.name} needs was not measured; the times are what callers wait.` }]
      : []),
    { about: 'breaker', why: 'when to stop asking, and what to answer meanwhile, is about what users may see.' },
  ];
}

function unknowns({ caller, callee, requests, configured, budget, othersUnknown }: Calling, isTimed: boolean): readonly string[] {
  const untimed = configured.timeout ? [] : requests.filter(({ timeout }) => !timeout);
  const retried = requests.flatMap(({ retriesUnknown }) => (retriesUnknown ? [retriesUnknown.value] : []));
  return [
    ...(isTimed ? [] : [`How long ${caller.name} waits for ${callee.name} is not known.`]),
    ...(isTimed && untimed.length > 0
      ? [`${untimed.length} of ${requests.length} requests of ${caller.name} to ${callee.name} have no time that is known.`]
      : []),
    ...[...new Set(retried)].map(how => `${caller.name} asks ${callee.name} again, and ${how}.`),
    ...(requests.length === 0
      ? [`Which operations of ${callee.name} it asks is not known, so whether they may be asked twice is not.`]
      : []),
    ...(budget ? [] : [`How long callers of ${caller.name} wait for it is not known, so its own budget is not.`]),
    ...(budget && othersUnknown.length > 0
      ? [`How much of its budget ${caller.name} spends on ${othersUnknown.join(', ')} is not known.`]
      : []),
  ];
}

import type { World } from '../../link/world.ts';
import { adviceFor, type Advice, type Calling } from './caller-advice.ts';
import { stacksOf, type ClientStack, type Stack } from './client-stack.ts';
import { evidenceLines, type PlaceOf } from './said.ts';
import { clientOptions } from './snippets/client-options.ts';
import { dotnetResilience } from './snippets/dotnet.ts';
import { istio } from './snippets/istio.ts';
import { resilience4j } from './snippets/resilience4j.ts';
import type { Snippet, SnippetInput } from './snippets/snippet.ts';

/** What a caller of a service should set, in the words of what it uses. */
export interface CallerConfiguration {
  readonly caller: string;
  readonly callee: string;
  /** Calls that reach the callee for one request at worst, as things are. */
  readonly callsAtWorst: number;
  readonly uses: readonly string[];
  readonly says: readonly string[];
  readonly engineerDecides: readonly string[];
  readonly notKnown: readonly string[];
  readonly evidence: readonly string[];
  readonly snippets: readonly Snippet[];
}

export function callerConfiguration(
  calling: Calling,
  { world, placeOf }: { readonly world: World; readonly placeOf: PlaceOf },
): CallerConfiguration {
  const { caller, callee, requests, mesh } = calling;
  const advice = adviceFor(calling);
  const stacks = stacksOf(caller, requests, { world, mesh });
  const evidence = evidenceLines([...advice.evidence, ...stacks.flatMap(({ evidence }) => evidence.slice(0, 1))], placeOf);
  const decisions = advice.decisions.map(({ about, why }) => `${about}: ${why}`);
  const fitting = advice.layer === 'service config' ? stacks.filter(({ name }) => name === 'istio' || name === 'grpc') : stacks;
  const snippets = advice.tries ? written(fitting, inputOf(calling, { ...advice, tries: advice.tries }, evidence)) : [];
  return {
    caller: caller.name,
    callee: callee.name,
    callsAtWorst: advice.callsNow,
    uses: stacks.map(({ name }) => name),
    says: advice.says,
    engineerDecides: decisions,
    notKnown: [...advice.notKnown, ...(advice.tries && snippets.length === 0 ? [noSnippet(calling, advice)] : [])],
    evidence,
    snippets,
  };
}

const noSnippet = ({ caller, callee }: Calling, { layer }: Advice): string =>
  layer === 'service config'
    ? `${caller.name} asks ${callee.name} by gRPC: where the service config retries, nothing else should; give each call a deadline.`
    : `What ${caller.name} could set for ${callee.name} is not known: no library for it was seen in its code.`;

function inputOf(
  { caller, callee, mayRepeat }: Calling,
  advice: Advice & Pick<SnippetInput, 'tries'>,
  evidence: readonly string[],
): SnippetInput {
  return {
    caller: caller.name,
    callee: callee.name,
    host: callee.deployments.flatMap(({ hosts }) => hosts)[0] ?? callee.name,
    tries: advice.tries,
    layer: advice.layer,
    onlySome: mayRepeat.some && !mayRepeat.all,
    because: [
      ...advice.says,
      ...advice.decisions.map(({ about, why }) => `An engineer decides (${about}): ${why}`),
      ...evidence.map(line => `Evidence: ${line}`),
    ],
  };
}

/** A library that wraps another says it all. */
const COVERS: Partial<Readonly<Record<ClientStack, readonly ClientStack[]>>> = {
  'p-retry': ['fetch'],
  'axios-retry': ['axios'],
  cockatiel: ['fetch', 'axios', 'opossum'],
};

function written(stacks: readonly Stack[], input: SnippetInput): readonly Snippet[] {
  const covered = new Set(stacks.flatMap(({ name }) => COVERS[name] ?? []));
  return stacks
    .filter(({ name }) => !covered.has(name))
    .flatMap(({ name }) => {
      if (name === 'resilience4j') return [resilience4j(input)];
      if (name === 'dotnet-resilience') return [dotnetResilience(input)];
      if (name === 'istio') return [istio(input)];
      return clientOptions(name, input) ?? [];
    });
}

import type { Location } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { edgePolicies } from '../../resilience/edge-policies.ts';
import { stackedRetries, type Stack } from '../../resilience/stacked-retries.ts';
import { worstCase, type WorstPath } from '../../resilience/worst-case.ts';
import { factEvidence } from '../../places.ts';
import { ownerOf } from '../../running-code.ts';
import type { System } from '../../system.ts';

/** Fewer are no storm. */
const STORM = 9;
const FLOOD = 27;

export const retryMultiplication: Check = {
  id: 'resilience.retry-multiplication',
  stage: 'resilience',
  severity: 'high',
  title: 'Retries in several layers multiply',
  why: 'When the last service is slow, every layer tries again, so it gets many times its load just when it can bear the least.',
  fix: 'Try again in one layer only, the one nearest to the failure or the outermost, and limit it by a budget.',
  guard:
    'Only retries whose number is known count, and only where two layers of one path, or two around each other in one file, try again.',
  sources: ['https://github.com/HKUDS/nanobot/issues/2760', 'https://github.com/akingundogdu/akingundogdu.com/issues/192'],
  *run(system) {
    const told = new Set<string>();
    for (const path of worstCase(edgePolicies(system).values())) {
      const layers = path.edges.flatMap(({ retries }) => retries);
      if (path.calls < STORM || layers.length < 2) continue;
      for (const { evidence } of layers) told.add(placeName(evidence.at));
      yield found(path, system);
    }
    for (const stack of stackedRetries(system))
      if (stack.calls >= STORM && !stack.layers.every(({ file, at }) => told.has(placeName({ file, span: at }))))
        yield around(stack, system);
  },
};

const placeName = ({ file, span }: Location): string => `${file} ${span[0]}`;

/** Retries around retries in one file, whoever is called. */
function around({ layers, calls }: Stack, system: System): Found {
  const [inner, outer, ...more] = layers;
  const { about, name } = ownerOf(system, inner.file);
  const tries = layers.map(one => one.more + 1).toReversed();
  return {
    subject: `${inner.file} ${layers.map(({ via }) => via).join(' ')}`,
    message: `${name} can send one request ${calls} times: ${layers
      .map(({ via }) => via)
      .toReversed()
      .join(' around ')} try ${tries.join(' × ')} times.`,
    evidence: [
      factEvidence(outer, `tries ${outer.more + 1} times`),
      factEvidence(inner, `tries ${inner.more + 1} times by itself`),
      ...more.map(one => factEvidence(one, `tries ${one.more + 1} times`)),
    ],
    about,
    ...(calls >= FLOOD && { severity: 'critical' as const }),
  };
}

function found({ edges, calls }: WorstPath, { service }: System): Found {
  const nodes = [edges[0]!.edge.from, ...edges.map(({ edge }) => edge.to)];
  const names = nodes.map(id => service(id)?.name ?? id.replace(/^[\w-]+:/, ''));
  const [first, ...more] = edges.flatMap(({ retries }) => retries.map(({ evidence }) => evidence)).toReversed();
  return {
    subject: names.join(' '),
    message: `One request at ${names[0]} can call ${names.at(-1)} ${calls} times: ${names.join(' → ')} try ${edges.map(({ tries }) => tries).join(' × ')} times.`,
    evidence: [first!, ...more],
    about: nodes,
    ...(calls >= FLOOD && { severity: 'critical' as const }),
  };
}

import type { Check, Found } from '../../check.ts';
import { edgePolicies } from '../../resilience/edge-policies.ts';
import { worstCase, type WorstPath } from '../../resilience/worst-case.ts';
import type { System } from '../../system.ts';

/** Fewer are no storm. */
const STORM = 9;

export const retryMultiplication: Check = {
  id: 'resilience.retry-multiplication',
  stage: 'resilience',
  severity: 'high',
  title: 'Retries in several layers multiply',
  why: 'When the last service is slow, every layer tries again, so it gets many times its load just when it can bear the least.',
  fix: 'Try again in one layer only, the one nearest to the failure or the outermost, and limit it by a budget.',
  guard: 'Only retries whose number is known count, and only where two layers of one path try again.',
  sources: ['https://github.com/HKUDS/nanobot/issues/2760', 'https://github.com/akingundogdu/akingundogdu.com/issues/192'],
  *run(system) {
    for (const path of worstCase(edgePolicies(system).values())) {
      const layers = path.edges.flatMap(({ retries }) => retries);
      if (path.calls >= STORM && layers.length > 1) yield found(path, system);
    }
  },
};

function found({ edges, calls }: WorstPath, { service }: System): Found {
  const nodes = [edges[0]!.edge.from, ...edges.map(({ edge }) => edge.to)];
  const names = nodes.map(id => service(id)?.name ?? id.replace(/^[\w-]+:/, ''));
  const [first, ...more] = edges.flatMap(({ retries }) => retries.map(({ evidence }) => evidence)).toReversed();
  return {
    subject: names.join(' '),
    message: `One request at ${names[0]} can call ${names.at(-1)} ${calls} times: ${names.join(' → ')} try ${edges.map(({ tries }) => tries).join(' × ')} times.`,
    evidence: [first!, ...more],
    about: nodes,
    ...(calls >= 27 && { severity: 'critical' as const }),
  };
}

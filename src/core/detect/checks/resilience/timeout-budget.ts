import type { Check } from '../../check.ts';
import type { Evidence } from '../../../model/finding.ts';
import { edgePolicies, longest, type EdgePolicy, type Time } from '../../resilience/edge-policies.ts';

export const timeoutBudget: Check = {
  id: 'resilience.timeout-budget',
  stage: 'resilience',
  severity: 'high',
  title: 'A caller gives up before the service that it calls does',
  why: 'The caller sees a timeout and tries again while the service still works on the first request, so load grows and its answers reach nobody.',
  fix: 'Let each layer wait longer than the layer below it can take with all of its tries, or hand a deadline on.',
  guard:
    'Times count that are written down, and those that libraries and proxies take by themselves; of the two at least one must be written.',
  sources: ['https://github.com/aks151/ai-incident-investigator/issues/8'],
  *run(system) {
    const policies = [...edgePolicies(system).values()];
    const from = Map.groupBy(policies, ({ edge }) => edge.from);
    for (const outer of policies) {
      if (!outer.timeout) continue;
      const inner = (from.get(outer.edge.to) ?? []).filter(one => isMeant(outer.timeout!, one));
      const worst = inner.toSorted((a, b) => budget(b) - budget(a))[0];
      if (!worst || budget(worst) <= outer.timeout.milliseconds) continue;
      const [caller, middle, last] = [outer.edge.from, outer.edge.to, worst.edge.to].map(
        id => system.service(id)?.name ?? id.replace(/^[\w-]+:/, ''),
      );
      yield {
        subject: `${caller} ${middle} ${last}`,
        message: `${caller} waits ${seconds(outer.timeout.milliseconds)} for ${middle}, which may take ${seconds(budget(worst))} to ask ${last}${tried(worst)}.`,
        evidence: [outer.timeout.evidence, ...innerEvidence(worst)],
        about: [outer.edge.from, outer.edge.to, worst.edge.to],
      };
    }
  },
};

const budget = (policy: EdgePolicy): number => longest(policy) ?? 0;

/** What two libraries do by themselves nobody has decided: somebody must have written one of the two times. */
const isMeant = (outer: Time, { timeout, total }: EdgePolicy): boolean => {
  const inner = [timeout, total].filter(time => time !== undefined);
  return inner.length > 0 && (outer.usual !== true || inner.some(({ usual }) => usual !== true));
};

const innerEvidence = ({ timeout, total, retries }: EdgePolicy): readonly Evidence[] => [
  ...[timeout, total].flatMap(time => (time ? [time.evidence] : [])),
  ...retries.map(({ evidence }) => evidence),
];

const tried = ({ tries, timeout }: EdgePolicy): string =>
  tries > 1 && timeout ? ` (${tries} tries of ${seconds(timeout.milliseconds)})` : '';

const seconds = (milliseconds: number): string => (milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`);

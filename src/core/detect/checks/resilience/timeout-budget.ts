import type { Check } from '../../check.ts';
import { edgePolicies, type EdgePolicy } from '../../resilience/edge-policies.ts';

export const timeoutBudget: Check = {
  id: 'resilience.timeout-budget',
  stage: 'resilience',
  severity: 'high',
  title: 'A caller gives up before the service that it calls does',
  why: 'The caller sees a timeout and tries again while the service still works on the first request, so load grows and its answers reach nobody.',
  fix: 'Let each layer wait longer than the layer below it can take with all of its tries, or hand a deadline on.',
  guard: 'Only times that are written down count, and libraries’ defaults.',
  sources: ['https://github.com/aks151/ai-incident-investigator/issues/8'],
  *run(system) {
    const policies = [...edgePolicies(system).values()];
    const from = Map.groupBy(policies, ({ edge }) => edge.from);
    for (const outer of policies) {
      if (!outer.timeout) continue;
      const worst = (from.get(outer.edge.to) ?? []).toSorted((a, b) => budget(b) - budget(a))[0];
      if (!worst?.timeout || budget(worst) <= outer.timeout.milliseconds) continue;
      const [caller, middle, last] = [outer.edge.from, outer.edge.to, worst.edge.to].map(
        id => system.service(id)?.name ?? id.replace(/^[\w-]+:/, ''),
      );
      yield {
        subject: `${caller} ${middle} ${last}`,
        message: `${caller} waits ${seconds(outer.timeout.milliseconds)} for ${middle}, which may take ${seconds(budget(worst))} to ask ${last}${worst.tries > 1 ? ` (${worst.tries} tries of ${seconds(worst.timeout.milliseconds)})` : ''}.`,
        evidence: [outer.timeout.evidence, worst.timeout.evidence, ...worst.retries.map(({ evidence }) => evidence)],
        about: [outer.edge.from, outer.edge.to, worst.edge.to],
      };
    }
  },
};

const budget = ({ timeout, tries }: EdgePolicy): number => (timeout?.milliseconds ?? 0) * tries;

const seconds = (milliseconds: number): string => (milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`);

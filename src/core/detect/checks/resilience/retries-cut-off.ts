import type { ManifestNode } from '../../../model/manifest-node.ts';
import { isTest } from '../../../model/paths.ts';
import type { Check } from '../../check.ts';
import { ofKind } from '../../cluster-parts.ts';
import { entryAt, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { partEvidence } from '../../places.ts';

export const retriesCutOff: Check = {
  id: 'resilience.retries-cut-off',
  stage: 'resilience',
  severity: 'medium',
  title: 'A route ends before its retries can be made',
  why: 'The time for all tries is over while an early one still waits, so the retries that are written never happen, and callers see the timeout.',
  fix: 'Let timeout be at least attempts times perTryTimeout, or let one try wait less.',
  guard: 'Only routes that say all three numbers.',
  sources: ['https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRetry'],
  *run(system) {
    const rendered = system.clusters.flatMap(cluster => ofKind(cluster, 'VirtualService'));
    const plain = system.all('cluster-object').filter(({ objectKind, file }) => objectKind === 'VirtualService' && !isTest(file));
    const told = new Set<string>();
    for (const service of [...rendered, ...plain]) {
      const place = `${service.file} ${service.at[0]}`;
      if (told.has(place)) continue;
      told.add(place);
      for (const [index, route] of itemsOf(partAt(service.written, 'spec', 'http')).entries()) {
        const [total, one] = [milliseconds(partAt(route, 'timeout')), milliseconds(partAt(route, 'retries', 'perTryTimeout'))];
        const attempts = Number(textAt(route, 'retries', 'attempts'));
        if (total === undefined || one === undefined || !(attempts > 0) || total === 0 || total >= one * attempts) continue;
        yield {
          subject: `${service.file} ${service.name} ${index}`,
          severity: total <= one ? 'high' : 'medium',
          message: `The route of ${service.name} ends after ${total / 1000} s, but ${attempts} retries of ${one / 1000} s each take longer.`,
          evidence: [
            partEvidence(entryAt(route, 'timeout')!, service.file, `all tries together may take ${total / 1000} s`),
            partEvidence(entryAt(partAt(route, 'retries'), 'perTryTimeout')!, service.file, `one try may take ${one / 1000} s`),
          ],
          about: [],
        };
      }
    }
  },
};

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function milliseconds(part: ManifestNode | undefined): number | undefined {
  const [, digits, unit] = (part?.kind === 'text' && /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(part.text)) || [];
  return digits === undefined ? undefined : Number(digits) * UNITS[unit!]!;
}

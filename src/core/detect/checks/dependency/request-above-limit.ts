import type { Check } from '../../check.ts';
import { entryAt, partAt, textAt } from '../../manifest-parts.ts';
import { clusterBytes } from '../../memory.ts';
import { partEvidence } from '../../places.ts';
import { podContainers } from '../../pod-containers.ts';

export const requestAboveLimit: Check = {
  id: 'dependency.request-above-limit',
  stage: 'dependency',
  severity: 'high',
  title: 'A container asks for more than it may use',
  why: 'The API server refuses the object, so the old version stays, or nothing runs at all.',
  fix: 'Let the request be at most the limit.',
  guard: 'Only amounts that are written plainly.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits'],
  *run(system) {
    for (const { container, object, deployed } of podContainers(system)) {
      for (const resource of ['memory', 'cpu']) {
        const [request, limit] = ['requests', 'limits'].map(side => partAt(container, 'resources', side, resource));
        const [asked, allowed] = [request, limit].map(part => (part?.kind === 'text' ? amountOf(resource, part.text) : undefined));
        if (!request || !limit || asked === undefined || allowed === undefined || asked <= allowed) continue;
        yield {
          subject: `${deployed.service.name} ${textAt(container, 'name') ?? ''} ${resource}`,
          message: `${deployed.name} asks for more ${resource} than it may use.`,
          evidence: [
            partEvidence(entryAt(partAt(container, 'resources', 'requests'), resource)!, object.file, 'it asks for this'),
            partEvidence(entryAt(partAt(container, 'resources', 'limits'), resource)!, object.file, 'it may use this'),
          ],
          about: [deployed.service.id],
        };
      }
    }
  },
};

/** Bytes, or thousandths of a processor. */
function amountOf(resource: string, text: string): number | undefined {
  if (resource === 'memory') return clusterBytes(text);
  const [, digits, milli] = /^(\d+(?:\.\d+)?)(m?)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (milli === 'm' ? 1 : 1000);
}

import type { ClusterObject } from '../../../model/cluster-fact.ts';
import type { ManifestNode } from '../../../model/manifest-node.ts';
import type { Location } from '../../../model/source.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { entryAt, partAt, textAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import { podContainers } from '../../pod-containers.ts';
import type { Deployed, System } from '../../system.ts';

export const livenessChecksDependency: Check = {
  id: 'dependency.liveness-checks-dependency',
  stage: 'dependency',
  severity: 'low',
  title: 'A liveness probe asks what the readiness probe asks',
  why: 'Where that path looks at a database or at another service, its outage restarts every instance at once instead of taking them out of traffic.',
  fix: 'Let liveness ask a path that only says that the process answers, and readiness the one that looks at what it needs.',
  guard:
    'Paths that say by their name that they look at nothing (/livez, /ping) are left alone, and so are probes that only open a port. High where the handler is seen to use a data store or another service.',
  sources: [
    'https://github.com/vectorize-io/hindsight/issues/3329',
    'https://github.com/mozmeao/infra/issues/660',
    'https://github.com/redhat-data-and-ai/template-agent/issues/224',
    'https://github.com/super-productivity/super-productivity/issues/9599',
    'https://github.com/Apicurio/apicurio-registry-operator/issues/215',
  ],
  *run(system) {
    for (const { container, ...place } of podContainers(system)) yield* probed(container, { ...place, system });
  },
};

interface Place {
  readonly deployed: Deployed;
  readonly object: Placed<ClusterObject>;
  readonly system: System;
}

function* probed(container: ManifestNode, { deployed, object: { file }, system }: Place): Generator<Found> {
  const live = partAt(container, 'livenessProbe', 'httpGet');
  const ready = partAt(container, 'readinessProbe', 'httpGet');
  const path = textAt(live, 'path');
  if (live === undefined || path === undefined || LOOKS_AT_NOTHING.test(path) || portOf(live) !== portOf(ready ?? live)) return;
  const uses = handlerOf(path, deployed, system);
  const readyPath = path === textAt(ready, 'path') ? partAt(ready, 'path') : undefined;
  if (uses === undefined && readyPath === undefined) return;
  yield {
    subject: `${deployed.service.name} ${textAt(container, 'name') ?? deployed.name}`,
    severity: uses ? 'high' : 'low',
    message: uses
      ? `The liveness probe of ${deployed.name} asks ${path}, whose handler ${uses.note}.`
      : `The liveness and the readiness probe of ${deployed.name} both ask ${path}.`,
    evidence: [
      partEvidence(entryAt(container, 'livenessProbe')!, file, `liveness asks ${path}`),
      ...(readyPath ? [partEvidence(readyPath, file, 'readiness asks the same')] : []),
      ...(uses ? [evidence(uses.at, uses.note)] : []),
    ],
    about: [deployed.service.id],
    group: {
      subject: deployed.environment,
      message: subjects => `The liveness and the readiness probes of ${subjects.length} containers ask the same: ${subjects.join(', ')}.`,
    },
  };
}

const LOOKS_AT_NOTHING = /live|ping|alive|version|^\/$|\{\{/;

const portOf = (get: ManifestNode): string => textAt(get, 'port') ?? '';

/** A data store or another service that is used within the route that serves the path. */
function handlerOf(
  path: string,
  { service, deployment }: Deployed,
  system: System,
): { readonly at: Location; readonly note: string } | undefined {
  for (const route of system.all('serves-route')) {
    if (!service.files.includes(route.file) && service.hasCode) continue;
    const { texts } = system.world.resolver.resolve(route.path, { file: route.file, service: service.linked, deployment });
    if (!texts.some(({ text }) => text === path)) continue;
    const isWithin = ({ at }: { readonly at: readonly [number, number] }): boolean => at[0] >= route.at[0] && at[1] <= route.at[1];
    const call = system.factsIn(route.file, 'uses-address').find(isWithin);
    if (call) return { at: { file: route.file, span: call.at }, note: `calls ${call.via}` };
    const collection = system.factsIn(route.file, 'uses-collection').find(isWithin);
    if (collection) return { at: { file: route.file, span: collection.at }, note: `uses ${collection.name}` };
  }
  return undefined;
}

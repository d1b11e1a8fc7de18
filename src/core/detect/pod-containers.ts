import type { Placed } from '../link/facts-view.ts';
import type { ClusterObject } from '../model/cluster-fact.ts';
import type { ManifestNode } from '../model/manifest-node.ts';
import { containersIn, entryAt } from './manifest-parts.ts';
import type { Deployed, System } from './system.ts';

/** A container of a pod, and the object that it is written in. */
export interface PodContainer {
  readonly container: ManifestNode;
  readonly object: Placed<ClusterObject>;
  readonly deployed: Deployed;
}

/** Every container of every service that a cluster runs. */
export function* podContainers({ services }: Pick<System, 'services'>): Generator<PodContainer> {
  for (const deployed of services.flatMap(service => service.deployed))
    for (const object of deployed.objects) for (const container of containersIn(object.written)) yield { container, object, deployed };
}

/** A container takes all entries of a ConfigMap or Secret, whatever they are called. */
export const takesAllOfAMap = ({ objects }: Deployed): boolean =>
  objects.some(({ written }) => containersIn(written).some(container => entryAt(container, 'envFrom') !== undefined));

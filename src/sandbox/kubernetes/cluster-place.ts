import type { Place } from '../place.ts';
import type { Prepared } from '../preparation.ts';
import type { Cluster } from './cluster.ts';
import { sideOnCluster } from './side-on-cluster.ts';

/** Both sides on a cluster, one after the other. */
export const clusterPlace = (cluster: Cluster): Place => ({
  plan: prepared => ({ ...withoutMocks(prepared), notes: [...prepared.notes, note(cluster)] }),
  open: (side, opening) => sideOnCluster(cluster, side, opening),
});

/** Mocks listen on this machine, where nothing on the cluster finds them; so what they would stand for runs. */
const withoutMocks = ({ slice, ...prepared }: Prepared): Prepared => ({
  ...prepared,
  slice: {
    run: new Map([...slice.run, ...[...slice.mocks.keys()].map(name => [name, 'A mock has no place on a cluster.'] as const)]),
    mocks: new Map(),
  },
});

const note = ({ context, version }: Cluster): string =>
  `Both sides ran on the cluster of ${context} (Kubernetes ${version}), each in a namespace of its own; calls between services were not counted.`;

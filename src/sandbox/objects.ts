import type Dockerode from 'dockerode';

/** Containers, networks and volumes of ours. */
export interface OurObject {
  readonly kind: 'container' | 'network' | 'volume';
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** All that carry a label; `key` or `key=value`. */
export async function labelled(docker: Dockerode, label: string): Promise<readonly OurObject[]> {
  const filters = { label: [label] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  return [
    ...containers.map(({ Id, Names, Labels }) => ({ kind: 'container', id: Id, name: Names[0]?.slice(1) ?? Id, labels: Labels }) as const),
    ...networks.map(({ Id, Name, Labels }) => ({ kind: 'network', id: Id, name: Name, labels: Labels ?? {} }) as const),
    ...(volumes.Volumes ?? []).map(({ Name, Labels }) => ({ kind: 'volume', id: Name, name: Name, labels: Labels ?? {} }) as const),
  ];
}

/** Removes them, containers first, for these hold the others. Gives those that are still there. */
export async function removed(docker: Dockerode, objects: readonly OurObject[]): Promise<readonly OurObject[]> {
  const left: OurObject[] = [];
  for (const kind of ['container', 'network', 'volume'] as const) {
    const ofKind = objects.filter(object => object.kind === kind);
    const done = await Promise.all(ofKind.map(object => isRemoved(docker, object)));
    left.push(...ofKind.filter((_, index) => !done[index]));
  }
  return left;
}

const TRIES = 5;

async function isRemoved(docker: Dockerode, object: OurObject): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const status = await removal(docker, object).then(() => 200, statusOf);
    if (status === 200 || status === 404) return true;
    // Somebody else removes it already, or the engine has not let go of what was in it.
    await new Promise(resolve => setTimeout(resolve, 200 * attempt));
    if (object.kind === 'network') await emptied(docker, object.id);
  }
  return false;
}

function removal(docker: Dockerode, { kind, id }: OurObject): Promise<unknown> {
  if (kind === 'container') return docker.getContainer(id).remove({ force: true, v: true });
  return kind === 'network' ? docker.getNetwork(id).remove() : docker.getVolume(id).remove({ force: true });
}

/** A container that came to the network last still holds it. */
async function emptied(docker: Dockerode, id: string): Promise<void> {
  const network = docker.getNetwork(id);
  const { Containers } = (await network.inspect().catch(() => ({}))) as { Containers?: Readonly<Record<string, unknown>> };
  for (const Container of Object.keys(Containers ?? {})) await network.disconnect({ Container, Force: true }).catch(() => undefined);
}

export const statusOf = (error: unknown): number => (error as { statusCode?: number }).statusCode ?? 0;

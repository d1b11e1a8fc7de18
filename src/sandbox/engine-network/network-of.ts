import type { ServicePorts } from '../../core/verify/ports.ts';
import type { Engine } from '../engine.ts';
import type { Run } from '../owner.ts';
import { directNetwork } from './direct.ts';
import type { EngineNetwork } from './engine-network.ts';
import { relayContainer } from './relay-container.ts';
import { relayImage, PULLED } from './relay-image.ts';
import { whyNotListening } from './why-not-listening.ts';

type Known = Pick<Engine, 'docker' | 'apart'>;

/** How the containers of an engine are reached, and what somebody should know of that. */
export interface Way {
  readonly isRelayed: boolean;
  readonly notes: readonly string[];
}

/** Straight where the engine's networks are this machine's and these ports can be listened on; else by a relay. */
export async function wayTo({ docker, apart }: Known, ports: readonly Pick<ServicePorts, 'ports'>[]): Promise<Way> {
  if (apart === undefined && !(await isForbidden(ports))) return { isRelayed: false, notes: [] };
  const image = await relayImage(docker);
  const told = (why: string): Way => ({
    isRelayed: true,
    notes: [`${why}, so calls pass a relay in the engine's network: a container of ${image ?? `${PULLED}, which is pulled first`}.`],
  });
  if (apart !== undefined) return told(`${apart} has networks of its own`);
  // Whoever has no image for it can do without: the calls on these ports are not seen, and that is told.
  return image === undefined ? { isRelayed: false, notes: [] } : told('This user may not listen on ports below 1024');
}

export const networkOf = async ({ docker }: Known, run: Run, { isRelayed }: Way): Promise<EngineNetwork> =>
  isRelayed ? relayContainer(docker, run) : directNetwork;

async function isForbidden(services: readonly Pick<ServicePorts, 'ports'>[]): Promise<boolean> {
  const lowest = Math.min(...services.flatMap(({ ports }) => ports.map(({ port }) => port)));
  return lowest < 1024 && (await whyNotListening({ host: '127.0.0.1', port: lowest })) === 'EACCES';
}

import { refuse } from './failure.ts';
import { textOf, valueOf, type Node } from './node.ts';

/** Limits that are written in two places must agree, and one container name is for one container. */
export function refuseResources(name: string, service: Node): void {
  const deploy = valueOf(service, 'deploy');
  const [scale, replicas] = [valueOf(service, 'scale'), valueOf(deploy, 'replicas')];
  const refuseTwo = (one: string, other: string): never =>
    refuse(`The service ${name} has different values for ${one} and ${other}; keep one.`, valueOf(service, one));
  if (scale && replicas && amount(scale) !== amount(replicas)) refuseTwo('scale', 'deploy.replicas');
  for (const count of [scale, replicas]) if (count && amount(count) < 0) refuse(`The service ${name} cannot run less than no time.`, count);
  if (deploy) {
    const resources = valueOf(deploy, 'resources');
    const [limits, reservations] = [valueOf(resources, 'limits'), valueOf(resources, 'reservations')];
    const agree = (own: string, there: Node | undefined, key: string): boolean =>
      !there || amount(valueOf(service, own)) === 0 || amount(valueOf(there, key)) === amount(valueOf(service, own));
    if (!agree('cpus', limits, 'cpus')) refuseTwo('cpus', 'deploy.resources.limits.cpus');
    if (!agree('mem_limit', limits, 'memory')) refuseTwo('mem_limit', 'deploy.resources.limits.memory');
    if (!agree('mem_reservation', reservations, 'memory')) refuseTwo('mem_reservation', 'deploy.resources.reservations.memory');
    if (!agree('pids_limit', limits, 'pids')) refuseTwo('pids_limit', 'deploy.resources.limits.pids');
  }
  const count = scale ?? replicas;
  if (count && amount(count) > 1 && textOf(service, 'container_name') !== undefined)
    refuse(`The service ${name} runs several times, so it cannot have a container_name.`, valueOf(service, 'container_name'));
}

/** Zero where nothing is written. */
const amount = (node: Node | undefined): number => (node?.kind === 'scalar' ? Math.fround(Number(node.value)) : 0);

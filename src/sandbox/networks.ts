import type Dockerode from 'dockerode';
import { randomInt } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { SandboxError } from './sandbox-error.ts';

/** A network of ours; its gateway is an address of this machine. */
export interface OurNetwork {
  readonly name: string;
  readonly gateway: string;
}

export interface NetworkAsked {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** For how many containers: none, or those of a project. */
  readonly size: 'anchor' | 'project';
}

/** The second numbers of 10.x that hold our networks; the first of which nothing of this machine is a part. */
const RANGES = [213, 87, 151];
const TRIES = 400;

/**
 * A network with a subnet that we choose: only then may a container be given its old address when it comes back. Which subnets are in use
 * is known to the engine alone, so it is asked until it agrees; two runs at once begin at different places.
 */
export async function ourNetwork(docker: Dockerode, { name, labels, size }: NetworkAsked): Promise<OurNetwork> {
  const range = freeRange();
  const count = size === 'anchor' ? 128 * 32 : 128;
  const start = randomInt(count);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { subnet, gateway } = subnetAt(range, size, (start + attempt) % count);
    const options = {
      Name: name,
      Labels: labels,
      CheckDuplicate: true,
      IPAM: { Driver: 'default', Config: [{ Subnet: subnet, Gateway: gateway }] },
    };
    const isMade = await docker.createNetwork(options).then(
      () => true,
      (error: unknown) => {
        if (/overlap|conflicts with network/i.test(String(error))) return false;
        throw new SandboxError(
          `The Docker engine makes no network: ${reasonIn(error)}; remove networks that nobody uses with docker network prune.`,
        );
      },
    );
    if (isMade) return { name, gateway };
  }
  throw new SandboxError(
    'Every address range for networks of the sandbox is in use; remove networks that nobody uses with docker network prune.',
  );
}

/** Anchors in the lower half of the range, in pieces of 8 addresses; networks of projects in the upper half, in pieces of 256. */
function subnetAt(range: number, size: NetworkAsked['size'], index: number): { readonly subnet: string; readonly gateway: string } {
  if (size === 'project') return { subnet: `10.${range}.${128 + index}.0/24`, gateway: `10.${range}.${128 + index}.1` };
  const [third, last] = [index >> 5, (index & 31) * 8];
  return { subnet: `10.${range}.${third}.${last}/29`, gateway: `10.${range}.${third}.${last + 1}` };
}

function freeRange(): number {
  // Bridges are networks of the engine, ours among them; with those it knows itself how to deal.
  const own = Object.entries(networkInterfaces()).flatMap(([name, addresses]) => (/^(br-|docker)/.test(name) ? [] : (addresses ?? [])));
  return RANGES.find(range => !own.some(({ address }) => address.startsWith(`10.${range}.`))) ?? RANGES[0]!;
}

const reasonIn = (error: unknown): string => (error as { json?: { message?: string } }).json?.message ?? (error as Error).message;

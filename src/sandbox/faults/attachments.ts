import type Dockerode from 'dockerode';
import { statusOf } from '../objects.ts';

/** How a container hangs on a network. */
export interface Attachment {
  readonly network: string;
  /** The names by which the engine's DNS knows it there. */
  readonly aliases: readonly string[];
  readonly address: string;
}

export async function attachmentsOf(container: Dockerode.Container): Promise<readonly Attachment[]> {
  const { Id, NetworkSettings } = await container.inspect();
  return Object.values(NetworkSettings.Networks).map(({ NetworkID, Aliases, IPAddress }) => ({
    network: NetworkID,
    // The engine adds the short id itself, each time.
    aliases: ((Aliases as readonly string[] | null) ?? []).filter(alias => !Id.startsWith(alias)),
    address: IPAddress,
  }));
}

/** That it hangs there no more is no error. */
export async function detached({ docker, id }: Attached, { network }: Attachment): Promise<void> {
  await docker
    .getNetwork(network)
    .disconnect({ Container: id, Force: true })
    .catch((error: unknown) => {
      if (statusOf(error) !== 404 && !/is not connected/.test(String(error))) throw error;
    });
}

/** With the address that it had, so that open connections go on; with another one where that was given away. */
export async function attached({ docker, id }: Attached, { network, aliases, address }: Attachment): Promise<void> {
  const connect = (IPAMConfig: object): Promise<unknown> =>
    docker.getNetwork(network).connect({ Container: id, EndpointConfig: { Aliases: [...aliases], IPAMConfig } });
  const again = async (error: unknown): Promise<unknown> => (/already exists in network/.test(String(error)) ? undefined : connect({}));
  await connect(address === '' ? {} : { IPv4Address: address }).catch(again);
}

export interface Attached {
  readonly docker: Dockerode;
  readonly id: string;
}

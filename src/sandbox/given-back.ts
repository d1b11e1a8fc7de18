import type Dockerode from 'dockerode';

export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Gives what containers wrote into mounted folders of the copy to whoever has to remove it: most containers write as root. As far as their
 * images can (chown is in nearly all); a folder that stays is named as left.
 */
export async function givenBack(docker: Dockerode, container: string, { uid, gid }: FileOwner): Promise<void> {
  const { Mounts, State } = await docker.getContainer(container).inspect();
  const written = Mounts.filter(({ Type, RW }) => (Type as string) === 'bind' && RW).map(({ Destination }) => Destination);
  if (written.length === 0 || !State.Running || State.Paused) return;
  const Cmd = ['chown', '-R', `${uid}:${gid}`, ...written];
  const exec = await docker.getContainer(container).exec({ Cmd, User: '0', AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  await new Promise(resolve => stream.on('close', resolve).on('end', resolve).on('error', resolve).resume());
}

/** Who runs this, where files may be beyond its reach: root removes anything. */
export function fileOwner(): FileOwner | undefined {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
}

import type Dockerode from 'dockerode';
import type { ComposeDocument, Fields } from '../../core/verify/compose-document.ts';
import { fields, items } from '../../core/verify/compose-document.ts';
import type { Engine } from '../engine.ts';
import type { Run } from '../owner.ts';
import { SandboxError } from '../sandbox-error.ts';
import { relayImageThere } from './relay-image.ts';

interface Looked {
  readonly document: ComposeDocument;
  /** The folder of this machine in which is all that services mount. */
  readonly root: string;
  readonly run: Run;
}

/** Where an engine is apart, files of this machine are not always its own: what services mount is looked at there before any starts. */
export async function seesMountedFiles({ docker, apart }: Engine, { document, root, run }: Looked): Promise<void> {
  const [mounting] = Object.entries(document.services).flatMap(([name, service]) => (mountsFiles(service) ? [name] : []));
  if (apart === undefined || mounting === undefined) return;
  if (await isSeen(docker, { root, run, image: await relayImageThere(docker) })) return;
  throw new SandboxError(
    `${apart} does not see ${root}, from which ${mounting} mounts files; share a folder with it and set ${PLACE} to that, or use an engine on this machine.`,
  );
}

/** What says where a run's folder lies. */
const PLACE = process.platform === 'darwin' ? 'XDG_CACHE_HOME' : 'TMPDIR';

const mountsFiles = ({ volumes, configs, secrets }: Fields): boolean =>
  [...items(configs), ...items(secrets)].length > 0 || items(volumes).some(mount => fields(mount)['type'] === 'bind');

/** A folder that is there and empty was made for the mount. */
const LOOK = "process.exit(require('fs').readdirSync('/seen').length > 0 ? 0 : 1)";

async function isSeen(
  docker: Dockerode,
  { root, run, image }: { readonly root: string; readonly run: Run; readonly image: string },
): Promise<boolean> {
  const container = await docker
    .createContainer({
      Image: image,
      Entrypoint: ['node'],
      Cmd: ['-e', LOOK],
      Labels: { ...run.labels },
      HostConfig: {
        NetworkMode: 'none',
        CapDrop: ['ALL'],
        CapAdd: ['DAC_READ_SEARCH'],
        Mounts: [{ Type: 'bind', Source: root, Target: '/seen', ReadOnly: true }],
      },
    })
    .catch(() => undefined);
  if (!container) return false;
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { StatusCode: number };
    return StatusCode === 0;
  } catch {
    return false;
  } finally {
    await container.remove({ force: true, v: true });
  }
}

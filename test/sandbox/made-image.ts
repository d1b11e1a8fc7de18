import { IMAGE_LABEL, TOP_LABEL } from '../../src/core/verify/isolated.ts';
import { ended } from '../../src/sandbox/compose-process.ts';
import { openEngine } from '../../src/sandbox/engine.ts';
import { usedNow } from '../../src/sandbox/images.ts';

/** An image of nothing, as a build of the sandbox leaves one. */
export async function madeImage(name: string, top: string): Promise<void> {
  const build = `printf 'FROM scratch\\nLABEL made=${name}\\n' | docker build --quiet --label ${IMAGE_LABEL}=${name} --label ${TOP_LABEL}=${top} --tag ${name} -`;
  const { code, tail } = await ended('sh', { args: ['-c', build], environment: process.env });
  if (code !== 0) throw new Error(tail.join('\n'));
  const { docker } = await openEngine();
  await usedNow(docker, name);
}

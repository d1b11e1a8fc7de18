import type { Dockerfile, DockerfileStage } from '../../../model/deployment-fact.ts';
import type { PackageFact } from '../../../model/fact.ts';
import { folderOf, isTest } from '../../../model/paths.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check } from '../../check.ts';
import { imageOf } from '../../image.ts';
import { factEvidence } from '../../places.ts';
import type { System } from '../../system.ts';
import { admits } from '../../version-range.ts';

export const runtimeMismatch: Check = {
  id: 'version.runtime-mismatch',
  stage: 'version',
  severity: 'high',
  title: 'An image has another version of the runtime than the manifest asks for',
  why: 'The build of the image fails ("go.mod requires go >= …", "The engine node is incompatible"), or the program stops at the first thing that the older runtime does not have.',
  fix: 'Use an image of a version that the manifest admits.',
  guard:
    'Tags without a version and from arguments, ranges that are not plain, and Go images that may fetch another toolchain are left alone.',
  sources: [
    'https://github.com/cgzirim/seek-tune/issues/42',
    'https://github.com/templui/templui-quickstart/issues/7',
    'https://github.com/stashapp/stash/issues/6887',
    'https://github.com/projectdiscovery/dnsx/issues/1025',
    'https://github.com/workadventure/workadventure/issues/1734',
    'https://github.com/asyncapi/generator/issues/1815',
  ],
  *run(system) {
    for (const docker of system.all('dockerfile')) {
      if (isTest(docker.file)) continue;
      for (const manifest of manifestsOf(docker, system)) {
        const stage = docker.stages.find((one, index) => isRefused(one, manifest) && !fetchesAnother(docker, index));
        if (!stage) continue;
        const { runtime, version, at } = manifest.needs!;
        yield {
          subject: `${docker.file} ${runtime}`,
          severity: runtime === 'go' ? 'high' : 'medium',
          message: `${docker.file} uses ${stage.from}, but ${manifest.file} asks for ${runtime} ${version}.`,
          evidence: [
            factEvidence({ file: docker.file, at: stage.at }, `the image is ${stage.from}`),
            factEvidence({ file: manifest.file, at }, `it asks for ${runtime} ${version}`),
          ],
          about: system.services.filter(({ dockerfiles }) => dockerfiles.some(({ file }) => file === docker.file)).map(({ id }) => id),
        };
      }
    }
  },
};

/** Manifests of the folder that the image is built from. */
function manifestsOf({ file }: Placed<Dockerfile>, system: System): readonly Placed<PackageFact>[] {
  const contexts = system.services
    .flatMap(({ deployed }) => deployed)
    .flatMap(({ deployment, dockerfile }) => (dockerfile?.file === file && deployment.folder !== undefined ? [deployment.folder] : []));
  const folders = new Set<string>([folderOf(file), ...contexts]);
  return system.all('package').filter(manifest => manifest.needs !== undefined && folders.has(folderOf(manifest.file)));
}

const IMAGES: Readonly<Record<string, string>> = { golang: 'go', node: 'node', python: 'python' };

function isRefused({ from }: DockerfileStage, { needs }: PackageFact): boolean {
  const image = imageOf(from);
  if (!needs || !image?.version || IMAGES[image.path] !== needs.runtime) return false;
  // A Go toolchain refuses a module of a newer release than its own.
  const range = needs.runtime === 'go' ? `>=${needs.version.replace(/(rc|beta)\d+$/, '')}` : needs.version;
  return admits(range, needs.runtime === 'node' ? image.version.slice(0, 1) : image.version) === false;
}

/** `GOTOOLCHAIN=auto`, or another version that an instruction installs. */
const fetchesAnother = ({ instructions }: Dockerfile, stage: number): boolean =>
  instructions.some(
    instruction =>
      instruction.stage === stage &&
      /GOTOOLCHAIN=(?!local)|\bnvm\b|\bn (lts|\d)|pyenv|uv python install|--ignore-engines/.test(instruction.text),
  );

import type { Dockerfile, DockerfileStage } from '../../../model/image-fact.ts';
import type { PackageFact } from '../../../model/package-fact.ts';
import { folderOf, isTest } from '../../../model/paths.ts';
import type { Placed } from '../../../link/facts-view.ts';
import { builtBy } from '../../built-by.ts';
import type { Check, Found } from '../../check.ts';
import { imageOf } from '../../image.ts';
import { factEvidence } from '../../places.ts';
import type { System } from '../../system.ts';
import { admits } from '../../version-range.ts';

export const runtimeMismatch: Check = {
  id: 'version.runtime-mismatch',
  stage: 'version',
  severity: 'high',
  title: 'An image has another version of the runtime than the manifest asks for',
  why: 'The build of the image fails ("go.mod requires go >= …", "The engine node is incompatible"), or the program stops at the first thing that the older runtime does not have ("compiled by a more recent version of the Java Runtime").',
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
      const manifests = manifestsOf(docker, system);
      if (manifests.length === 0) yield* olderThanBuilt(docker, system);
      for (const manifest of manifests) {
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
          about: builtBy(docker.file, system),
        };
      }
    }
  },
};

/** `21` of `eclipse-temurin:21-jdk` and of `maven:3.9-eclipse-temurin-21`. */
const releaseIn = (from: string): number | undefined => {
  const image = imageOf(from);
  if (image && IMAGES[image.path] === 'java') return image.version?.[0];
  const release = /^(?:maven|gradle)$/.test(image?.path ?? '')
    ? /(?:temurin-|openjdk-|corretto-|jdk-?)(\d{1,2})\b/.exec(image?.tag ?? '')?.[1]
    : undefined;
  return release === undefined ? undefined : Number(release);
};

/** Where nothing says for which release, a compiler makes classes for its own. */
function* olderThanBuilt(docker: Placed<Dockerfile>, system: System): Generator<Found> {
  const last = docker.stages.at(-1);
  const runs = last && releaseIn(last.from);
  const builder = docker.stages.slice(0, -1).findLast(({ from }) => releaseIn(from) !== undefined);
  if (
    !builder ||
    runs === undefined ||
    releaseIn(builder.from)! <= runs ||
    /--release|-Djava\.version|release=/.test(JSON.stringify(docker.instructions))
  )
    return;
  yield {
    subject: `${docker.file} java`,
    severity: 'medium',
    message: `${docker.file} compiles with ${builder.from} and runs on ${last!.from}, which does not load classes of a newer release.`,
    evidence: [
      factEvidence({ file: docker.file, at: last!.at }, `it runs on ${last!.from}`),
      factEvidence({ file: docker.file, at: builder.at }, `it is compiled with ${builder.from}`),
    ],
    about: builtBy(docker.file, system),
  };
}

/** Manifests of the folder that the image is built from. */
function manifestsOf({ file }: Placed<Dockerfile>, system: System): readonly Placed<PackageFact>[] {
  const contexts = system.services
    .flatMap(({ deployed }) => deployed)
    .flatMap(({ deployment, dockerfile }) => (dockerfile?.file === file && deployment.folder !== undefined ? [deployment.folder] : []));
  const folders = new Set<string>([folderOf(file), ...contexts]);
  return system.all('package').filter(manifest => manifest.needs !== undefined && folders.has(folderOf(manifest.file)));
}

const IMAGES: Readonly<Record<string, string>> = {
  golang: 'go',
  node: 'node',
  python: 'python',
  'eclipse-temurin': 'java',
  openjdk: 'java',
  amazoncorretto: 'java',
};

function isRefused({ from }: DockerfileStage, { needs }: PackageFact): boolean {
  const image = imageOf(from);
  if (!needs || !image?.version || IMAGES[image.path] !== needs.runtime) return false;
  // A Go toolchain refuses a module of a newer release than its own.
  const range = needs.runtime === 'go' ? `>=${needs.version.replace(/(rc|beta)\d+$/, '')}` : needs.version;
  return admits(range, /^(node|java)$/.test(needs.runtime) ? image.version.slice(0, 1) : image.version) === false;
}

/** `GOTOOLCHAIN=auto`, or another version that an instruction installs. */
const fetchesAnother = ({ instructions }: Dockerfile, stage: number): boolean =>
  instructions.some(
    instruction =>
      instruction.stage === stage &&
      /GOTOOLCHAIN=(?!local)|\bnvm\b|\bn (lts|\d)|pyenv|uv python install|--ignore-engines/.test(instruction.text),
  );

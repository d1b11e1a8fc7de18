import { builtBy } from '../../built-by.ts';
import type { Check, Found } from '../../check.ts';
import { imageOf, type Image } from '../../image.ts';
import { imageAt } from '../../image-place.ts';
import { isTest } from '../../../model/paths.ts';
import { evidence, factEvidence } from '../../places.ts';
import type { Deployed, System } from '../../system.ts';

export const unpinnedImage: Check = {
  id: 'version.unpinned-image',
  stage: 'version',
  severity: 'low',
  title: 'An image is whatever version is newest',
  why: 'The next pull or build may bring another major version, which does not read the data that is there, speaks another protocol or lacks what the program needs; and nobody can go back to what ran before.',
  fix: 'Name at least the major version, or the digest.',
  guard:
    'Images with a digest, tags from variables and templates, images that compose builds here, and those without a tag that tools like Skaffold give one are left alone.',
  sources: ['https://github.com/CarnegieLearningWeb/UpGrade/issues/3150', 'https://github.com/wallabag/docker/issues/342'],
  *run(system) {
    const deployed = system.services.flatMap(service => service.deployed);
    for (const one of deployed) if (isNewest(one)) yield told(one);
    yield* built(system);
  },
};

/** Nothing says which version: no tag, or one that moves on by its name. */
const floats = ({ tag, digest }: Image): boolean => digest === undefined && (tag === undefined || tag === 'latest');

function isNewest({ image: text, deployment, service, platform, at }: Deployed): boolean {
  const image = imageOf(text);
  if (!image || !floats(image) || isTest(at.file) || deployment.folder !== undefined) return false;
  // What is made here may be given its tag when it is applied.
  return !service.hasCode || (image.tag === 'latest' && (platform === 'kubernetes' || platform === 'helm'));
}

const told = (deployed: Deployed): Found => ({
  subject: deployed.service.name,
  message: `${deployed.name} runs ${deployed.image}, whatever version that is on the day of the pull.`,
  evidence: [evidence(imageAt(deployed), `the image is ${deployed.image}`)],
  about: [deployed.service.id],
  group: {
    subject: `${deployed.environment} unpinned`,
    message: subjects =>
      `${subjects.length} containers of ${deployed.environment} run the newest version of their image: ${some(subjects)}.`,
  },
});

const some = (names: readonly string[]): string =>
  names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;

/** Images that are made from one that moves on. */
function* built(system: System): Generator<Found> {
  for (const { file, stages } of system.all('dockerfile')) {
    if (isTest(file)) continue;
    for (const stage of stages) {
      const image = imageOf(stage.from);
      if (!image || !floats(image) || image.path === 'scratch' || stages.some(({ name }) => name === stage.from)) continue;
      yield {
        subject: `${file} ${stage.from}`,
        message: `${file} is built from ${stage.from}, whatever version that is on the day of the build.`,
        evidence: [factEvidence({ file, at: stage.at }, `the image is ${stage.from}`)],
        about: builtBy(file, system),
        group: {
          subject: 'built unpinned',
          message: subjects => `${subjects.length} stages of images are built from the newest version of another.`,
        },
      };
    }
  }
}

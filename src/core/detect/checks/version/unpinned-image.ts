import { imageOf } from '../../image.ts';
import { isTest } from '../../../model/paths.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';

export const unpinnedImage: Check = {
  id: 'version.unpinned-image',
  stage: 'version',
  severity: 'low',
  title: 'A data store or broker runs whatever version is newest',
  why: 'The next pull may bring another major version, which does not read the data that is there or speaks another protocol.',
  fix: 'Name at least the major version.',
  guard:
    'Only official images of data stores and brokers, where a new major does not read old data; images with a digest and tags from variables are left alone.',
  sources: ['https://github.com/CarnegieLearningWeb/UpGrade/issues/3150', 'https://github.com/wallabag/docker/issues/342'],
  *run({ services }) {
    for (const deployed of services.flatMap(service => service.deployed)) {
      const image = imageOf(deployed.image);
      const { kind } = deployed.service;
      if (!image || (kind !== 'datastore' && kind !== 'broker') || deployed.deployment.folder !== undefined || isTest(deployed.at.file))
        continue;
      if (image.path.includes('/') || image.digest !== undefined || (image.tag !== undefined && image.tag !== 'latest')) continue;
      yield {
        subject: deployed.service.name,
        message: `${deployed.name} runs ${deployed.image}, whatever version that is on the day of the pull.`,
        evidence: [evidence(deployed.at, `the image is ${deployed.image}`)],
        about: [deployed.service.id],
        group: {
          subject: 'unpinned',
          message: subjects => `${subjects.length} data stores and brokers run the newest version of their image: ${subjects.join(', ')}.`,
        },
      };
    }
  },
};

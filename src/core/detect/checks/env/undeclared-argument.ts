import { placesOf } from '../../../model/source.ts';
import type { Check } from '../../check.ts';
import { nearest } from '../../names.ts';
import { evidence, factEvidence } from '../../places.ts';

export const undeclaredArgument: Check = {
  id: 'env.undeclared-argument',
  stage: 'env',
  severity: 'medium',
  title: 'A build is given an argument that its Dockerfile does not take',
  why: 'The build only warns, and the image is made without the value.',
  fix: 'Add ARG NAME to the stage that uses it, or correct the name.',
  guard: 'Arguments that every build knows (proxies, platforms, BuildKit’s own) are left alone.',
  sources: ['https://docs.docker.com/reference/dockerfile/#arg'],
  *run({ services }) {
    for (const deployed of services.flatMap(service => service.deployed)) {
      const { compose, dockerfile } = deployed;
      if (!compose?.build || !dockerfile) continue;
      const taken = dockerfile.instructions
        .filter(({ keyword }) => keyword === 'ARG')
        .flatMap(({ text }) => text.match(/[A-Za-z_]\w*(?==|\s|$)/g) ?? []);
      for (const argument of compose.build.args ?? []) {
        if (taken.includes(argument.name) || KNOWN.test(argument.name)) continue;
        const near = nearest(argument.name, taken);
        yield {
          subject: `${deployed.service.name} ${argument.name}`,
          message: `${deployed.name} is built with the argument ${argument.name}, which ${dockerfile.file} does not take${near === undefined ? '' : `; it takes ${near}`}.`,
          evidence: [
            evidence(placesOf(argument, compose.file)[0]!, 'it is given here'),
            factEvidence({ file: dockerfile.file, at: dockerfile.stages.at(-1)?.at ?? dockerfile.at }, 'no ARG of that name is here'),
          ],
          about: [deployed.service.id],
        };
      }
    }
  },
};

const KNOWN =
  /^(https?_proxy|ftp_proxy|no_proxy|all_proxy|target\w+|build(platform|os|arch|variant|kit_\w+)|source_date_epoch|docker_\w+)$/i;

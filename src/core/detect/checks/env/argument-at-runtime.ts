import type { Check } from '../../check.ts';
import { targetStage, lineage } from '../../docker.ts';
import { evidence, factEvidence } from '../../places.ts';
import { isNeeded } from '../../env-files.ts';
import type { Deployed } from '../../system.ts';

export const argumentAtRuntime: Check = {
  id: 'env.argument-at-runtime',
  stage: 'env',
  severity: 'high',
  title: 'A build argument is read when the program runs',
  why: 'ARG holds while the image is built; the running container does not have it, and the program starts with an empty value.',
  fix: 'Write ENV NAME=$NAME after the ARG, or set the variable for the container.',
  guard: 'Arguments that an ENV takes over, and variables that a deployment sets, are left alone.',
  sources: ['https://docs.docker.com/reference/dockerfile/#arg'],
  *run({ services }) {
    for (const service of services) {
      for (const deployed of service.deployed) {
        const { dockerfile, variables } = deployed;
        for (const argument of dockerfile ? argumentsOf(deployed) : []) {
          const read = service.reads.find(one => one.name === argument.name && isNeeded(one, service.reads) && !INLINED.test(one.name));
          if (!read || variables.has(argument.name) || service.ownSettings.some(({ name }) => name === argument.name)) continue;
          yield {
            subject: `${service.name} ${argument.name}`,
            message: `${service.name} reads ${argument.name} when it runs, but its image only has it as a build argument.`,
            evidence: [
              factEvidence({ file: dockerfile!.file, at: argument.at }, 'it holds while the image is built'),
              evidence(read.at, 'it is read here when the program runs'),
            ],
            about: [service.id],
          };
        }
      }
    }
  },
};

const INLINED = /^(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|PUBLIC)_/;

/** Arguments of the image's own stages that no ENV takes over. */
function argumentsOf({ dockerfile, deployment }: Deployed) {
  const stages = new Set(lineage(dockerfile!, targetStage(dockerfile!, deployment.buildTarget)));
  const own = dockerfile!.instructions.filter(({ stage }) => stages.has(stage));
  const kept = new Set(
    own.filter(({ keyword }) => keyword === 'ENV').flatMap(({ text }) => [...text.matchAll(/([\w.-]+)(?:=|\s)/g)].map(match => match[1]!)),
  );
  const written = own
    .filter(({ keyword }) => keyword === 'RUN')
    .map(({ text }) => text)
    .join(' ');
  return own
    .filter(({ keyword }) => keyword === 'ARG')
    .flatMap(({ text, at }) => {
      const name = /^\s*([A-Za-z_]\w*)/.exec(text)?.[1];
      return name === undefined || kept.has(name) || new RegExp(`\\$\\{?${name}\\b[^&|;]*(>|tee)`).test(written) ? [] : [{ name, at }];
    });
}

import type { Check } from '../../check.ts';
import { targetStage } from '../../docker.ts';
import { healthTests, programsOf, type HealthTest } from '../../health-tests.ts';
import { missingIn, missingInBuilt, type Missing } from '../../image-programs.ts';
import { imageAt } from '../../image-place.ts';
import { evidence, factEvidence } from '../../places.ts';

export const healthcheckMissingProgram: Check = {
  id: 'dependency.healthcheck-missing-program',
  stage: 'dependency',
  severity: 'high',
  title: 'A healthcheck starts a program that the image does not contain',
  why: 'The program works, but its container is unhealthy for ever: whatever waits for it never starts, and an orchestrator replaces it again and again.',
  fix: 'Ask with a program that is there (wget of busybox, pg_isready, the runtime itself), or install the one that is asked with.',
  guard: 'Only images whose contents are known, and only programs that no instruction of the Dockerfile names.',
  sources: [
    'https://github.com/iam4x/bobarr/pull/236',
    'https://github.com/ollama/ollama/issues/9781',
    'https://github.com/overleaf/toolkit/issues/332',
    'https://github.com/MariaDB/mariadb-docker/issues/512',
    'https://github.com/keycloak/keycloak/issues/17438',
    'https://github.com/DanielWinks/pwrstat_docker/issues/9',
    'https://github.com/blinkospace/blinko/issues/81',
  ],
  *run(system) {
    for (const test of healthTests(system)) {
      const missing = missingFor(test);
      if (!missing) continue;
      const name = test.deployed?.name ?? test.at.file;
      const { dockerfile } = test;
      yield {
        subject: `${name} ${missing.program}`,
        message: `The healthcheck of ${name} starts ${missing.program}, which ${missing.image} does not contain${missing.instead ? `; ${missing.instead} is there` : ''}.`,
        evidence: [
          evidence(test.at, `it starts ${missing.program}`),
          ...(dockerfile
            ? [factEvidence({ file: dockerfile.file, at: dockerfile.stages.at(-1)!.at }, `the image: ${missing.image}`)]
            : test.deployed
              ? [evidence(imageAt(test.deployed), `the image: ${missing.image}`)]
              : []),
        ],
        about: test.deployed ? [test.deployed.service.id] : [],
      };
    }
  },
};

function missingFor(test: HealthTest): Missing | undefined {
  const wanted = [...(test.isShell ? ['sh'] : []), ...programsOf(test)];
  const { dockerfile, deployed } = test;
  if (dockerfile) return missingInBuilt(dockerfile, wanted, targetStage(dockerfile, deployed?.deployment.buildTarget));
  return deployed?.deployment.folder === undefined ? missingIn(deployed?.image, wanted) : undefined;
}

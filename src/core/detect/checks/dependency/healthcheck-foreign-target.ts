import { isPublic } from '../../../link/address.ts';
import type { Check } from '../../check.ts';
import { healthTests, type HealthTest } from '../../health-tests.ts';
import { evidence } from '../../places.ts';

export const healthcheckForeignTarget: Check = {
  id: 'dependency.healthcheck-foreign-target',
  stage: 'dependency',
  severity: 'medium',
  title: 'A healthcheck asks somebody else',
  why: 'The container is called healthy while its own program is down, and unhealthy when the other side or the way there is.',
  fix: 'Ask the program itself, at localhost and the port that it listens on.',
  guard: 'The names of the service and of its container, localhost, and addresses from variables are left alone.',
  sources: ['https://github.com/moby/moby/issues/30320', 'https://github.com/blinkospace/blinko/issues/81'],
  *run(system) {
    for (const test of healthTests(system)) {
      const { deployed } = test;
      const foreign = hostsAsked(test).find(host => isForeign(host, test));
      if (foreign === undefined) continue;
      const name = deployed?.name ?? test.at.file;
      const other =
        deployed &&
        system.services.find(
          service =>
            service !== deployed.service && service.deployed.some(one => one.environment === deployed.environment && one.name === foreign),
        );
      if (!isPublic(foreign) && !other) continue;
      yield {
        subject: `${name} ${foreign}`,
        message: `The healthcheck of ${name} asks ${foreign} instead of ${name} itself.`,
        evidence: [evidence(test.at, `it asks ${foreign}`)],
        about: deployed ? [deployed.service.id, ...(other ? [other.id] : [])] : [],
      };
    }
  },
};

const hostsAsked = ({ text }: HealthTest): readonly string[] =>
  [...text.matchAll(/\b(?:https?|tcp):\/\/(?:[^@/\s]*@)?([A-Za-z0-9][\w.-]*)/g)].map(match => match[1]!.toLowerCase());

function isForeign(host: string, { deployed, text }: HealthTest): boolean {
  if (/^(localhost|127\.|0\.0\.0\.0$)|^\d+\.\d+/.test(host) || /--resolve|--connect-to|-H\s*["']?Host:/i.test(text)) return false;
  if (!deployed) return true;
  const own = [
    deployed.name,
    deployed.compose?.containerName,
    deployed.compose?.hostname,
    ...(deployed.compose?.aliases ?? []),
    ...deployed.deployment.hosts,
  ];
  return !own.some(name => name?.toLowerCase() === host);
}

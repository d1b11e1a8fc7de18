import { folderOf, isTest, within } from '../../../model/paths.ts';
import type { Check } from '../../check.ts';
import { envFiles } from '../../env-files.ts';
import { evidence } from '../../places.ts';
import { takesAllOfAMap } from '../../pod-containers.ts';
import { runs } from '../../running-code.ts';
import type { Deployed, System, SystemService, VariableRead } from '../../system.ts';
import { heldUnder, isDevelopmentName, isPlatformName, isVariable } from '../../variable-names.ts';

export const requiredMissing: Check = {
  id: 'env.required-missing',
  stage: 'env',
  severity: 'high',
  title: 'A variable that the program stops without is set nowhere',
  why: 'The container ends at its start, and is started again and again.',
  fix: 'Set the variable for the service: in the compose file as NAME: ${NAME:?}, in a ConfigMap or a Secret.',
  guard:
    'Only reads that fail where nothing is set, and no keys of schemas, which may be about something else; services that any environment sets it for, env files that are not kept, names that an example names, and variables of platforms are left alone.',
  sources: ['https://12factor.net/config', 'https://github.com/sovoid/Friend.ly/issues/35'],
  *run(system) {
    const named = new Set(envFiles(system).flatMap(({ names }) => [...names]));
    for (const service of system.services) {
      const deployed = service.deployed.filter(({ platform }) => platform !== 'code' && platform !== 'aspire');
      if (deployed.length === 0 || !service.hasCode || deployed.some(one => takesUnknown(one, system))) continue;
      for (const read of neededBy(service)) {
        if (named.has(read.name) || service.deployed.some(({ variables }) => holds(variables, read.name))) continue;
        const [first] = deployed;
        yield {
          subject: `${service.name} ${read.name}`,
          message: `${service.name} stops without ${read.name}, and ${deployed.length === 1 ? first!.environment : 'no environment'}${deployed.length === 1 ? ' does not set it' : ' sets it'}.`,
          evidence: [evidence(read.at, 'it stops here without it'), evidence(first!.at, `${first!.environment} does not set it`)],
          about: [service.id],
          group: {
            subject: service.name,
            message: subjects =>
              `${service.name} stops without ${subjects.length} variables that nobody sets: ${subjects.map(subject => subject.split(' ').at(-1)).join(', ')}.`,
          },
        };
      }
    }
  },
};

const holds = (variables: Deployed['variables'], name: string): boolean => heldUnder(name).some(spelling => variables.has(spelling));

/** One read a variable, of those that fail by themselves and that nothing else answers. */
function neededBy({ reads, ownSettings }: SystemService): readonly VariableRead[] {
  const answered = new Set([
    ...ownSettings.map(({ name }) => name),
    ...reads.filter(({ fallback, use }) => fallback !== undefined || use === 'tested' || use === 'truth').map(({ name }) => name),
  ]);
  const needed = reads.filter(
    ({ name, at, certain, use, from, declared }) =>
      certain &&
      use === 'required' &&
      from === 'code' &&
      !isTag(at) &&
      !declared &&
      isVariable(name) &&
      runs(at.file) &&
      !isTest(at.file) &&
      !answered.has(name) &&
      !isPlatformName(name) &&
      !isDevelopmentName(name),
  );
  return [...new Map(needed.toReversed().map(read => [read.name, read])).values()];
}

/** What a tag of a Go struct demands, a file of settings may answer. */
const isTag = ({ file }: VariableRead['at']): boolean => /(?:^|\/)config\w*\/[^/]*\.go$|(?:^|\/)(?:config|settings)\w*\.go$/.test(file);

/** It may be given variables that are not seen here. */
function takesUnknown(deployed: Deployed, system: System): boolean {
  const { compose, name } = deployed;
  // What compose makes of all of its files no longer tells which env files there were.
  const files = compose
    ? [compose, ...system.factsIn(compose.file, 'compose-service').filter(one => one.name === name)].flatMap(one => one.envFiles)
    : [];
  const isLost = (path: string): boolean => {
    const file = compose && within(folderOf(compose.file), path);
    return file === undefined || system.factsIn(file, 'sets-env').length === 0;
  };
  return files.some(({ path }) => isLost(path)) || takesAllOfAMap(deployed);
}

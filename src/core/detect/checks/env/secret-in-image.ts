import type { DockerfileInstruction } from '../../../model/image-fact.ts';
import { isTest } from '../../../model/paths.ts';
import { builtBy } from '../../built-by.ts';
import type { Check } from '../../check.ts';
import { factEvidence } from '../../places.ts';
import { isSecretName } from '../../variable-names.ts';

export const secretInImage: Check = {
  id: 'env.secret-in-image',
  stage: 'env',
  severity: 'medium',
  title: 'A secret becomes part of an image',
  why: 'Everybody who can pull the image reads it, in docker inspect or docker history, also when a later layer removes it.',
  fix: 'Mount it for the one command: RUN --mount=type=secret,id=…, and set what the program needs where it runs.',
  guard:
    'Empty values, values that name a file or another variable, and switches are left alone; an argument counts where a command uses it in the stage that is shipped.',
  sources: ['https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/'],
  *run(system) {
    for (const { file, instructions, stages } of system.all('dockerfile')) {
      if (isTest(file)) continue;
      for (const instruction of instructions) {
        const name = secretIn(instruction, instructions, stages.length - 1);
        if (name === undefined) continue;
        yield {
          subject: `${file} ${name}`,
          message: `${file} keeps ${name} in the image, for everybody who can pull it.`,
          evidence: [factEvidence({ file, at: instruction.at }, 'it becomes part of the image')],
          about: builtBy(file, system),
        };
      }
    }
  },
};

/** The name of a secret that an ENV sets, or that an ARG hands to a command. */
function secretIn(
  { keyword, text, stage }: DockerfileInstruction,
  all: readonly DockerfileInstruction[],
  last: number,
): string | undefined {
  if (keyword === 'ENV')
    return [...text.matchAll(/([A-Za-z_]\w*)(?:=|\s+)("[^"]*"|'[^']*'|\S+)/g)].find(
      ([, name = '', value = '']) => isKept(name) && isSecret(value.replaceAll(/["']/g, '')),
    )?.[1];
  const name = keyword === 'ARG' && stage === last ? /^\s*([A-Za-z_]\w*)/.exec(text)?.[1] : undefined;
  if (name === undefined || !isKept(name)) return undefined;
  const uses = new RegExp(String.raw`\$\{?${name}\b`);
  return all.some(other => other.stage === stage && /^(RUN|ENV)$/.test(other.keyword) && uses.test(other.text)) ? name : undefined;
}

const isKept = (name: string): boolean =>
  isSecretName(name) && !/allow|empty|random|period|rotation|lifetime|_age|enable|disable|required/i.test(name);

const isSecret = (value: string): boolean =>
  value.length > 2 &&
  !/^[$/.]|^(true|false|yes|no|on|off|null|none|unset|dummy|placeholder|build\w*|x+|changeme|change_me|todo|\d+)$/i.test(value);

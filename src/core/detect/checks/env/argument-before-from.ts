import type { DockerfileInstruction } from '../../../model/image-fact.ts';
import { isTest } from '../../../model/paths.ts';
import { builtBy } from '../../built-by.ts';
import type { Check } from '../../check.ts';
import { factEvidence } from '../../places.ts';

export const argumentBeforeFrom: Check = {
  id: 'env.argument-before-from',
  stage: 'env',
  severity: 'high',
  title: 'An argument from before FROM is used in a stage',
  why: 'What stands before the first FROM is only for FROM: in the stage it is empty, and the image is built without a word.',
  fix: 'Repeat ARG NAME in the stage, behind its FROM.',
  guard: 'Names that the stage, or a stage that it is made from, takes by ARG or sets by ENV or in the same command are left alone.',
  sources: [
    'https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact',
    'https://github.com/moby/moby/issues/34129',
  ],
  *run(system) {
    for (const { file, instructions } of system.all('dockerfile')) {
      if (isTest(file)) continue;
      const early = instructions.filter(({ stage, keyword }) => stage < 0 && keyword === 'ARG');
      for (const argument of early) {
        const name = /^\s*([A-Za-z_]\w*)/.exec(argument.text)?.[1];
        if (name === undefined) continue;
        const use = emptyUse(
          name,
          instructions.filter(({ stage }) => stage >= 0),
        );
        if (!use) continue;
        yield {
          subject: `${file} ${name}`,
          message: `${file} uses ${name} in a stage, where it is empty: its ARG stands before FROM.`,
          evidence: [
            factEvidence({ file, at: use.at }, 'it is empty here'),
            factEvidence({ file, at: argument.at }, 'it is only for FROM'),
          ],
          about: builtBy(file, system),
        };
      }
    }
  },
};

/** Where it is used though no stage takes it. */
function emptyUse(name: string, instructions: readonly DockerfileInstruction[]): DockerfileInstruction | undefined {
  const uses = new RegExp(String.raw`\$(?:${name}\b|\{${name}\})`);
  const sets = new RegExp(String.raw`(?:^|\s)${name}(?:=(?!["']?\$\{?${name}\b)|\s|$)`);
  const isSet = instructions.some(({ keyword, text }) => /^(ARG|ENV|RUN)$/.test(keyword) && sets.test(text));
  return isSet ? undefined : instructions.find(({ keyword, text }) => USES.test(keyword) && uses.test(text));
}

const USES = /^(RUN|ENV|COPY|ADD|WORKDIR|LABEL|USER|EXPOSE)$/;

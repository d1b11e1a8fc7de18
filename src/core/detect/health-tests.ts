import type { Dockerfile, DockerfileInstruction } from '../model/image-fact.ts';
import type { ManifestNode } from '../model/manifest-node.ts';
import { isTest } from '../model/paths.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Placed } from '../link/facts-view.ts';
import { execForm, lastInstruction, targetStage } from './docker.ts';
import { itemsOf, partAt, textAt, textsOf } from './manifest-parts.ts';
import { partEvidence } from './places.ts';
import type { Deployed, System } from './system.ts';

/** How a container is asked whether it is well. */
export interface HealthTest {
  readonly deployed?: Deployed;
  /** The image that it runs in is built by this. */
  readonly dockerfile?: Placed<Dockerfile>;
  /** It stands in the Dockerfile. */
  readonly isInImage: boolean;
  /** The words, or one script for a shell. */
  readonly words: readonly string[];
  readonly isShell: boolean;
  readonly at: Location;
  readonly text: string;
}

/** Of services in compose, and of Dockerfiles, whoever runs them. */
export function healthTests(system: System): readonly HealthTest[] {
  const deployed = system.services.flatMap(service => service.deployed);
  const own = deployed.flatMap(one => composeTest(one) ?? imageTest(one) ?? []);
  const told = new Set(own.filter(({ isInImage }) => isInImage).map(({ at }) => at.file));
  const alone = system
    .all('dockerfile')
    .filter(({ file }) => !isTest(file) && !told.has(file))
    .flatMap(docker => testOf(docker) ?? []);
  return [...own, ...alone];
}

/** What the compose file says, also that there is to be none. */
export const healthcheckIn = ({ compose }: Deployed): ManifestNode | undefined => partAt(compose?.written, 'healthcheck');

export const isDisabled = (healthcheck: ManifestNode | undefined): boolean =>
  textAt(healthcheck, 'disable') === 'true' || textsOf(partAt(healthcheck, 'test'))[0] === 'NONE';

function composeTest(deployed: Deployed): HealthTest | undefined {
  const test = partAt(healthcheckIn(deployed), 'test');
  if (test === undefined || isDisabled(healthcheckIn(deployed))) return undefined;
  const [first = '', ...rest] = textsOf(test);
  const isShell = test.kind === 'text' || first === 'CMD-SHELL';
  const words = test.kind === 'text' ? [first] : first === 'CMD' || first === 'CMD-SHELL' ? rest : [first, ...rest];
  const place = itemsOf(test)[1] ?? itemsOf(test)[0] ?? test;
  return {
    deployed,
    ...(deployed.dockerfile && { dockerfile: deployed.dockerfile }),
    isInImage: false,
    words: words.map(word => word.replaceAll('$$', '$')),
    isShell,
    at: partEvidence(place, deployed.compose!.file, '').at,
    text: words.join(' ').replaceAll('$$', '$'),
  };
}

function imageTest(deployed: Deployed): HealthTest | undefined {
  const { dockerfile, deployment } = deployed;
  if (!dockerfile || healthcheckIn(deployed)) return undefined;
  const found = testOf(dockerfile, targetStage(dockerfile, deployment.buildTarget));
  return found && { ...found, deployed };
}

export function testOf(docker: Placed<Dockerfile>, stage?: number): HealthTest | undefined {
  const instruction = lastInstruction(docker, 'HEALTHCHECK', stage);
  const all = instruction && /^\s*(?:--\S+\s+)*CMD\s/i.exec(instruction.text)?.[0];
  if (!instruction || all === undefined) return undefined;
  const command = instruction.text.slice(all.length);
  const from = instruction.text.length - command.length + (command.length - command.trimStart().length);
  const words = execForm({ ...instruction, text: command } as DockerfileInstruction);
  const span = [instruction.start + from, instruction.start + instruction.text.trimEnd().length] as const;
  return {
    dockerfile: docker,
    isInImage: true,
    words: words ?? [command.trim()],
    isShell: words === undefined,
    at: { file: docker.file as FilePath, span },
    text: words?.join(' ') ?? command.trim(),
  };
}

/** Programs that a test starts: of a script, what stands first in each of its commands. */
export function programsOf({ words, isShell }: HealthTest): readonly string[] {
  const [program] = words;
  if (program === undefined) return [];
  if (isShell) return programsIn(program);
  const isScript = /(^|\/)(ba|da|a)?sh$/.test(program) && /^-\w*c$/.test(words[1] ?? '');
  return [program, ...(isScript ? programsIn(words[2] ?? '') : [])];
}

const programsIn = (script: string): readonly string[] => commandsIn(script).flatMap(command => programOf(command) ?? []);

/** Commands of a script, parted outside of quotes and substitutions. */
function commandsIn(script: string): readonly string[] {
  const commands = [''];
  let quote = '';
  for (let at = 0; at < script.length && at < 4_000; at++) {
    const sign = script[at]!;
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (/[;&|\n]/.test(sign) && script[at - 1] !== '>') {
      commands.push('');
      continue;
    }
    commands[commands.length - 1] += sign;
  }
  return commands.map(command => command.trim()).filter(command => command !== '');
}

const WORDS_BEFORE = /^(?:(?:[A-Za-z_]\w*=\S*|!|if|then|else|while|until|do|exec|sudo|command|time|timeout\s+\S+|\(|\{|&)\s+|\()+/;

const programOf = (command: string): string | undefined => /^[\w./+-]+/.exec(command.replace(WORDS_BEFORE, ''))?.[0];

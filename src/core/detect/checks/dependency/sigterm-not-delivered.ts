import type { Dockerfile, DockerfileInstruction } from '../../../model/image-fact.ts';
import { isTest } from '../../../model/paths.ts';
import type { Placed } from '../../../link/facts-view.ts';
import { builtBy } from '../../built-by.ts';
import type { Check } from '../../check.ts';
import { baseImage, execForm, instructionsOf, lastInstruction } from '../../docker.ts';
import { imageOf } from '../../image.ts';
import { partAt, textAt } from '../../manifest-parts.ts';
import { factEvidence } from '../../places.ts';
import type { System } from '../../system.ts';

export const sigtermNotDelivered: Check = {
  id: 'dependency.sigterm-not-delivered',
  stage: 'dependency',
  severity: 'medium',
  title: 'A shell stands between the container and its program',
  why: 'The shell is process 1 and hands no SIGTERM on: the program is killed after the grace period, in the middle of its requests, on every deploy.',
  fix: 'Write the command as a JSON array, or put exec before the program.',
  guard:
    'Left alone: exec, tini and the like, bases whose shell starts a lone command in its own place (bash), and containers that are no service.',
  sources: [
    'https://github.com/usertour/usertour/pull/450',
    'https://github.com/flightctl/flightctl/pull/2586',
    'https://github.com/stilliard/docker-pure-ftpd/issues/72',
    'https://github.com/mozilla/gcp-ingestion/issues/164',
    'https://github.com/govuk-pay/pay-cardid/pull/189',
    'https://github.com/docker/cli/issues/3198',
  ],
  *run(system) {
    for (const docker of system.all('dockerfile')) {
      const start = isTest(docker.file) ? undefined : startOf(docker);
      const shell = start && shellOf(start, docker);
      if (!start || !shell || isStartedOtherwise(docker, system)) continue;
      const words = wordsOf(shell.script);
      yield {
        subject: docker.file,
        message: `${docker.file} starts ${shell.program} below a shell, which hands no SIGTERM on to it.`,
        evidence: [factEvidence({ file: docker.file, at: start.at }, 'a shell is process 1')],
        about: builtBy(docker.file, system),
        ...(shell.isPlain &&
          words && {
            fix: {
              title: 'Write it as a JSON array',
              edits: [{ file: docker.file, span: bodyOf(start), text: JSON.stringify(words).replaceAll('","', '", "') }],
            },
          }),
      };
    }
  },
};

const bodyOf = ({ text, start }: DockerfileInstruction) =>
  [start + text.length - text.trimStart().length, start + text.trimEnd().length] as const;

/** What runs: ENTRYPOINT, or CMD where there is none. */
const startOf = (docker: Dockerfile): DockerfileInstruction | undefined => {
  const entry = lastInstruction(docker, 'ENTRYPOINT');
  return entry ?? (inheritsEntry(docker) ? undefined : lastInstruction(docker, 'CMD'));
};

/** Images whose own entrypoint runs what CMD says; with those of node and python a lone CMD is still below a shell. */
const inheritsEntry = (docker: Dockerfile): boolean =>
  /^(nginx|httpd|postgres|mysql|mariadb|redis|mongo|rabbitmq|php|phusion\/|linuxserver\/|s6|wordpress|tini)/.test(
    imageOf(baseImage(docker))?.path ?? '',
  );

interface Shell {
  readonly script: string;
  readonly program: string;
  /** Nothing in it needs a shell. */
  readonly isPlain: boolean;
}

function shellOf(start: DockerfileInstruction, docker: Dockerfile): Shell | undefined {
  const words = execForm(start);
  const own = words === undefined;
  if (words && !(/(^|\/)(ba|da|a)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '') && words.length === 3)) return undefined;
  const script = (words?.[2] ?? start.text).trim();
  if (
    script.startsWith('[') ||
    HANDS_ON.test(script) ||
    instructionsOf(docker).some(({ keyword, text }) => keyword === 'SHELL' || (keyword === 'ENTRYPOINT' && /tini|dumb-init/.test(text)))
  )
    return undefined;
  const program = lastProgram(script);
  // bash puts a lone command in its own place.
  if (program === undefined || (words && words[0]!.endsWith('bash') && !/[;&|]/.test(script)) || ENDS_BY_ITSELF.test(program))
    return undefined;
  return { script, program, isPlain: own && !/[$`"'\\;&|<>*?(){}~#=]/.test(script) };
}

const HANDS_ON = /(^|[\s;&|])exec\s|\btini\b|dumb-init|su-exec|gosu|supervisord|s6-|\bwait\b|\btrap\b|while\s+true|tail\s+-f|sleep\s+inf/;
const ENDS_BY_ITSELF = /^(echo|true|false|cat|ls|sleep|bash|sh|\/bin\/\w*sh|mkdir|cp|rm|export|cd|pytest|make)$/;

/** The program of the last command, which is the one that stays. */
function lastProgram(script: string): string | undefined {
  const last =
    script
      .split(/&&|\|\||;|\n/)
      .at(-1)
      ?.trim()
      .replace(/^(\w+=\S*\s+)+/, '') ?? '';
  return /^[\w./$@{}:-]+/.exec(last)?.[0];
}

const wordsOf = (script: string): readonly string[] | undefined => (script === '' ? undefined : script.split(/\s+/));

/** Every service that runs it has an init process of its own and an own command, or is none. */
function isStartedOtherwise({ file }: Placed<Dockerfile>, { services }: System): boolean {
  const running = services.flatMap(service => service.deployed).filter(({ dockerfile }) => dockerfile?.file === file);
  return (
    running.length > 0 &&
    running.every(
      ({ compose, deployment }) =>
        textAt(compose?.written, 'init') === 'true' ||
        partAt(compose?.written, 'entrypoint') !== undefined ||
        deployment.command.length > 0,
    )
  );
}

import type { Interpolates } from '../../../model/compose-fact.ts';
import { folderOf, isTest, isUnder } from '../../../model/paths.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { envFiles, type EnvFile } from '../../env-files.ts';
import { evidence, factEvidence } from '../../places.ts';
import { interpolatedTooEarly } from './interpolated-too-early.ts';
import type { System } from '../../system.ts';
import { isSecretName } from '../../variable-names.ts';

export const unsetInterpolation: Check = {
  id: 'env.unset-interpolation',
  stage: 'env',
  severity: 'high',
  title: 'A variable that compose fills in is set nowhere',
  why: 'Compose warns and puts an empty text in its place, so a password, port or image name is empty where it runs.',
  fix: 'Write ${NAME:?what to do} where it is required and ${NAME:-default} where it is optional.',
  guard:
    'Variables of shells and CI systems are left alone; so are those of an env file or example beside it. Where no env file is kept in the repository at all, it is told once and low.',
  sources: [
    'https://github.com/docker/compose/issues/2123',
    'https://github.com/docker/compose/issues/4788',
    'https://github.com/JFelipeCa/Globde/issues/14',
    'https://github.com/getlago/lago-api/pull/638',
  ],
  *run(system) {
    const files = envFiles(system);
    const known = scripted(system);
    const interpolatedEarly = new Set([...interpolatedTooEarly.run(system)].map(({ evidence: [{ at }] }) => `${at.file} ${at.span[0]}`));
    for (const reference of system.all('interpolates')) {
      if (
        reference.otherwise !== 'plain' ||
        isTest(reference.file) ||
        /[.-]ci\.ya?ml$/.test(reference.file) ||
        FROM_OUTSIDE.test(reference.name) ||
        known.has(reference.name)
      )
        continue;
      if (system.factsIn(reference.file, 'interpolates').some(({ name, otherwise }) => name === reference.name && otherwise === 'required'))
        continue;
      if (interpolatedEarly.has(`${reference.file} ${reference.at[0]}`)) continue;
      const found = unset(reference, files);
      if (found) yield found;
    }
  },
};

/** Shells, CI systems and compose itself have these. */
const FROM_OUTSIDE =
  /^(PWD|HOME|USER|USERNAME|UID|GID|SHELL|HOSTNAME|PATH|TMPDIR|TEMP|APPDATA|USERPROFILE|DISPLAY|SSH_AUTH_SOCK|XDG_\w+|COMPOSE_\w+|DOCKER_\w+|CI|CI_\w+|GITHUB_\w+|GITLAB_\w+|BUILD_\w+|GIT_\w+|TRAVIS_\w+|CIRCLE_\w+|JENKINS_\w+|AWS_\w+)$/;

/** Scripts that start the project may export it. */
const scripted = (system: System): ReadonlySet<string> =>
  new Set(
    system
      .all('sets-env')
      .filter(({ format, file }) => format !== 'dotenv' && /\.(sh|bash|ps1|mk)$|Makefile$/.test(file))
      .map(({ name }) => name),
  );

/** An example for all, not for one program. */
const GENERAL = /(^|\/)\.?env\.(example|sample|template|dist|tpl)$|(^|\/)(example|sample|template)\.env$/;

/** Where an empty text is surely wrong. */
const isVital = ({ name, path }: Interpolates): boolean => {
  const key = path.at(-1) ?? '';
  return (
    isSecretName(name) || isSecretName(key) || /^(image|ports|published|target)$/.test(key) || /(_|^)(PASS|PORT|TAG|VERSION)$/.test(name)
  );
};

function unset(reference: Placed<Interpolates>, files: readonly EnvFile[]): Found | undefined {
  const folder = folderOf(reference.file);
  const near = files.filter(file => file.folder === folder || (isUnder(file.folder, folder) && /\.env/.test(file.file)));
  if (
    files.some(file => file.names.has(reference.name) && isUnder(file.folder, folder)) ||
    files.some(file => file.names.has(reference.name) && isUnder(folder, file.folder))
  )
    return undefined;
  const loaded = near.find(({ file }) => file === (folder === '' ? '.env' : `${folder}/.env`));
  const example = near.find(({ file, isExample }) => isExample && GENERAL.test(file));
  const severity = loaded ? (isVital(reference) ? 'high' : 'medium') : example ? 'medium' : 'low';
  const missing = loaded ?? example;
  const where = loaded
    ? `${loaded.file} does not have it`
    : example
      ? `${example.file} does not name it`
      : 'no env file of the repository has it';
  return {
    subject: `${folder || '.'} ${reference.name}`,
    message: `${reference.file} fills in ${reference.name}, but ${where}: it becomes an empty text.`,
    severity,
    evidence: [
      factEvidence(reference, `${reference.path.slice(-2).join('.')} is filled in here`),
      ...(missing ? [evidence({ file: missing.file, span: [0, 0] }, 'it is not among these')] : []),
    ],
    about: [],
    group: {
      subject: `${reference.file} ${severity}`,
      message: subjects =>
        `${reference.file} fills in ${subjects.length} variables that ${loaded ? `${loaded.file} does not have` : example ? `${example.file} does not name` : 'no env file of the repository has'}: ${listed(subjects.map(subject => subject.split(' ').at(-1)!))}.`,
    },
  };
}

const listed = (names: readonly string[]): string =>
  names.length <= 8 ? names.join(', ') : `${names.slice(0, 8).join(', ')} and ${names.length - 8} more`;

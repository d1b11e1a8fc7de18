import type { Interpolates } from '../../../model/compose-fact.ts';
import { folderOf, isTest } from '../../../model/paths.ts';
import type { FilePath } from '../../../model/source.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { evidence, factEvidence } from '../../places.ts';
import type { Deployed, System } from '../../system.ts';

export const interpolatedTooEarly: Check = {
  id: 'env.interpolated-too-early',
  stage: 'env',
  severity: 'high',
  title: 'A variable of the container is filled in by compose before the container is there',
  why: 'Compose puts an empty text in its place when it reads the file, so the command or healthcheck never sees the value that the container has.',
  fix: 'Write $$NAME: the first sign keeps compose away, and the shell of the container fills it in.',
  guard: 'Variables that .env sets too, that have a default, or that the container is not given are left alone.',
  sources: ['https://github.com/docker/compose/issues/4788', 'https://docs.docker.com/reference/compose-file/interpolation/'],
  *run(system) {
    for (const reference of system.all('interpolates')) {
      if (isTest(reference.file) || reference.otherwise !== 'plain' || !isForContainer(reference) || isSetFor(reference, system)) continue;
      const deployed = system.services
        .flatMap(service => service.deployed)
        .find(({ name, at, compose }) => name === reference.path[1] && (at.file === reference.file || compose?.file === reference.file));
      if (deployed?.variables.has(reference.name)) yield found(reference, deployed);
    }
  },
};

/** A shell inside of the container reads it later. */
const isForContainer = ({ path }: Interpolates): boolean =>
  path[0] === 'services' && /^(command|entrypoint|healthcheck)$/.test(path[2] ?? '');

function isSetFor({ name, file }: Placed<Interpolates>, system: System): boolean {
  const folder = folderOf(file);
  const own = (folder === '' ? '.env' : `${folder}/.env`) as FilePath;
  return system.factsIn(own, 'sets-env').some(setting => setting.name === name);
}

function found(reference: Placed<Interpolates>, { service, name, variables }: Deployed): Found {
  const written = reference.at[1] - reference.at[0];
  const braced = written > reference.name.length + 1;
  return {
    subject: `${reference.file} ${name} ${reference.name}`,
    message: `The ${reference.path[2]} of ${name} means its own ${reference.name}, but compose fills it in before: it becomes an empty text.`,
    evidence: [
      factEvidence(reference, 'compose replaces this'),
      evidence(variables.get(reference.name)!.at, 'the container is given it here'),
    ],
    about: [service.id],
    fix: {
      title: `Write $$${reference.name}`,
      edits: [{ file: reference.file, span: reference.at, text: braced ? `$$\{${reference.name}}` : `$$${reference.name}` }],
    },
  };
}

import type { ComposeService, Interpolates } from '../../../model/compose-fact.ts';
import { folderOf, isTest, within } from '../../../model/paths.ts';
import type { FilePath } from '../../../model/source.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check, Found } from '../../check.ts';
import { evidence, factEvidence } from '../../places.ts';
import type { System } from '../../system.ts';

export const envFileNotInterpolated: Check = {
  id: 'env.env-file-not-interpolated',
  stage: 'env',
  severity: 'high',
  title: 'A value is filled in from an env_file, which compose does not do',
  why: 'Compose fills in ${NAME} from .env and the shell only; the empty text that it finds there then wins over the value that the env_file hands to the container.',
  fix: 'Remove the entry, so that the env_file counts, or move the value to .env.',
  guard: 'Variables that .env sets too, or that have a default where they are filled in, are left alone.',
  sources: ['https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/'],
  *run(system) {
    for (const service of system.all('compose-service')) {
      if (isTest(service.file) || service.envFiles.length === 0) continue;
      for (const reference of system.factsIn(service.file, 'interpolates')) yield* emptied(service, reference, system);
    }
  },
};

function* emptied(service: Placed<ComposeService>, reference: Interpolates, system: System): Generator<Found> {
  const [top, name] = reference.path;
  const folder = folderOf(service.file);
  if (
    reference.otherwise !== 'plain' ||
    top !== 'services' ||
    name !== service.name ||
    isSetIn(folder === '' ? '.env' : `${folder}/.env`, reference.name, system)
  )
    return;
  for (const { path } of service.envFiles) {
    const file = within(folder, path);
    const setting = file && system.factsIn(file, 'sets-env').find(one => one.name === reference.name);
    if (!file || !setting || /(^|\/)\.env$/.test(file)) continue;
    yield {
      subject: `${service.file} ${service.name} ${reference.name}`,
      message: `${service.name} fills in ${reference.name} from ${file}, but compose does not read an env_file for that: it becomes an empty text.`,
      evidence: [
        factEvidence({ file: service.file, at: reference.at }, 'it is filled in here'),
        evidence({ file, span: setting.at }, 'it is set here, for the container only'),
      ],
      about: system.services
        .filter(one => one.deployed.some(({ at, name }) => at.file === service.file && name === service.name))
        .map(({ id }) => id),
    };
    return;
  }
}

const isSetIn = (file: string, name: string, system: System): boolean =>
  system.factsIn(file as FilePath, 'sets-env').some(setting => setting.name === name);

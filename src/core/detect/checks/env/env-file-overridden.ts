import { folderOf, isTest, within } from '../../../model/paths.ts';
import { placesOf } from '../../../model/source.ts';
import type { Value } from '../../../model/value.ts';
import { isLocal } from '../../../link/address.ts';
import { connectionIn } from '../../connection-text.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';

export const envFileOverridden: Check = {
  id: 'env.env-file-overridden',
  stage: 'env',
  severity: 'low',
  title: 'A value of an env_file never reaches the container',
  why: 'What stands under environment wins over the env_file, so whoever changes the file sees no effect.',
  fix: 'Set the variable in one of the two places.',
  guard: 'Addresses of the own machine in the file are left alone: they serve who starts the program without containers.',
  sources: ['https://docs.docker.com/compose/how-tos/environment-variables/envvars-precedence/'],
  *run(system) {
    for (const service of system.all('compose-service')) {
      if (isTest(service.file)) continue;
      for (const { path } of service.envFiles) {
        const file = within(folderOf(service.file), path);
        for (const setting of file === undefined ? [] : system.factsIn(file, 'sets-env')) {
          const entry = service.environment.find(({ name }) => name === setting.name);
          if (
            !file ||
            entry?.value === undefined ||
            setting.value.kind !== 'literal' ||
            !isOther(entry.value, setting.value.text) ||
            servesOutside(setting.value.text)
          )
            continue;
          yield {
            subject: `${service.file} ${service.name} ${setting.name}`,
            message: `${service.name} sets ${setting.name} itself, so the value in ${file} never counts.`,
            evidence: [
              evidence(placesOf(entry, service.file)[0]!, 'this one counts'),
              evidence({ file, span: setting.at }, 'this one does not'),
            ],
            about: [],
          };
        }
      }
    }
  },
};

/** Another text, or nothing where compose itself is not told the variable. */
const isOther = (value: Value, text: string): boolean =>
  value.kind === 'literal'
    ? value.text !== text
    : value.kind === 'env' && value.fallback?.kind === 'literal' && value.fallback.text === '' && text !== '';

const servesOutside = (text: string): boolean => text === '' || isLocal(text) || isLocal(connectionIn(text)?.host ?? '');

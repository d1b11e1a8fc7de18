import { baseName, folderOf, isTest, within } from '../../../model/paths.ts';
import type { Check } from '../../check.ts';
import { entriesOf, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { factEvidence } from '../../places.ts';

export const missingEnvFile: Check = {
  id: 'env.missing-env-file',
  stage: 'env',
  severity: 'medium',
  title: 'An env_file is named that is not there',
  why: 'Compose stops with "env file not found" on every machine but the one where the file was made.',
  fix: 'Keep an example beside it and say in the README to copy it, or mark the file as not required.',
  guard: 'Files that are not required, paths with variables, and files with an example beside them are left alone.',
  sources: ['https://docs.docker.com/reference/compose-file/services/#env_file'],
  *run(system) {
    for (const service of system.all('compose-service')) {
      if (isTest(service.file)) continue;
      const folder = folderOf(service.file);
      for (const { path, at } of service.envFiles) {
        const file = within(folder, path);
        if (file === undefined || path.includes('$') || isOptional(service.written, path)) continue;
        const beside = system.filesUnder(folderOf(file));
        if (beside.includes(file) || beside.some(other => isExampleOf(baseName(other), baseName(file)))) continue;
        yield {
          subject: `${service.file} ${path}`,
          message: `${service.file} hands ${path} to ${service.name}, but there is no such file, nor an example of it.`,
          severity: baseName(file) === '.env' || /\.local$|secret/.test(file) ? 'low' : 'medium',
          evidence: [factEvidence({ file: service.file, at }, 'it is named here')],
          about: [],
        };
      }
    }
  },
};

const isOptional = (written: Parameters<typeof partAt>[0], path: string): boolean =>
  itemsOf(partAt(written, 'env_file')).some(item => textAt(item, 'path') === path && textAt(item, 'required') === 'false') ||
  (entriesOf(partAt(written, 'env_file')).length > 0 && textAt(written, 'env_file', 'required') === 'false');

/** `.env.example` for `.env`, `api.env.sample` for `api.env`. */
const isExampleOf = (other: string, wanted: string): boolean =>
  /example|sample|template|dist|tpl/i.test(other) &&
  other.replace(/[-._]?(example|sample|template|dist|tpl)[-._]?/i, '').replace(/^\./, '') === wanted.replace(/^\./, '');

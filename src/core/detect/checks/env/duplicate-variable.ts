import { equal } from '../../../model/equal.ts';
import type { Check, Found } from '../../check.ts';
import { envFiles } from '../../env-files.ts';
import { evidence } from '../../places.ts';
import { isTest } from '../../../model/paths.ts';
import { placesOf, type Location } from '../../../model/source.ts';
import type { Value } from '../../../model/value.ts';

export const duplicateVariable: Check = {
  id: 'env.duplicate-variable',
  stage: 'env',
  severity: 'medium',
  title: 'A variable is set twice to different values',
  why: 'The last one counts without a word, so the value that somebody reads and changes is not the one that runs.',
  fix: 'Remove the one that is not meant.',
  guard: 'The same value twice, and examples, are left alone.',
  sources: ['https://docs.docker.com/reference/compose-file/services/#environment'],
  *run(system) {
    for (const { file, settings, isExample } of envFiles(system)) {
      if (!isExample)
        yield* repeated(
          file,
          settings.map(({ name, value, at }) => ({ name, value, at: { file, span: at } })),
        );
    }
    for (const service of system.all('compose-service')) {
      if (!isTest(service.file))
        yield* repeated(
          `${service.file} ${service.name}`,
          service.environment.map(entry => ({ name: entry.name, value: entry.value, at: placesOf(entry, service.file)[0]! })),
        );
    }
    for (const workload of system.all('workload')) {
      for (const container of isTest(workload.file) ? [] : workload.containers) {
        yield* repeated(
          `${workload.file} ${container.name}`,
          container.environment.map(entry => ({ name: entry.name, value: entry.value, at: placesOf(entry, workload.file)[0]! })),
        );
      }
    }
  },
};

interface Setting {
  readonly name: string;
  readonly value: Value | undefined;
  readonly at: Location;
}

function* repeated(owner: string, settings: readonly Setting[]): Generator<Found> {
  for (const [name, own] of Map.groupBy(settings, setting => setting.name)) {
    const last = own.at(-1)!;
    const other = own.find(({ value }) => value?.kind === 'literal' && !equal(value, last.value));
    if (!other || last.value?.kind !== 'literal') continue;
    yield {
      subject: `${owner} ${name}`,
      message: `${owner} sets ${name} twice to different values, and the last one counts.`,
      evidence: [evidence(other.at, 'this one is lost'), evidence(last.at, 'this one counts')],
      about: [],
    };
  }
}

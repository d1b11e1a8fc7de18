import type { EnvEntry } from '../../../model/deployment-parts.ts';
import { isTest } from '../../../model/paths.ts';
import { placesOf, type FilePath } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { evidence } from '../../places.ts';

export const quotedValue: Check = {
  id: 'env.quoted-value',
  stage: 'env',
  severity: 'medium',
  title: 'Quotes are part of a value',
  why: 'The program gets the quotes with the value, so an address cannot be parsed, a password is wrong and "true" is not true.',
  fix: 'Put the quotes around the whole entry, or leave them out.',
  guard: 'Texts in JSON and quotes that do not enclose the whole value are left alone.',
  sources: ['https://github.com/docker/compose/issues/2854'],
  *run(system) {
    for (const service of system.all('compose-service')) {
      if (!isTest(service.file)) for (const entry of service.environment) yield* quoted(entry, service.file, service.name);
    }
    for (const workload of system.all('workload')) {
      if (isTest(workload.file)) continue;
      for (const container of workload.containers)
        for (const entry of container.environment) yield* quoted(entry, workload.file, container.name);
    }
  },
};

function* quoted(entry: EnvEntry, file: FilePath, owner: string): Generator<Found> {
  const text =
    entry.value?.kind === 'literal'
      ? entry.value.text
      : entry.value?.kind === 'join'
        ? entry.value.parts.map(part => (part.kind === 'literal' ? part.text : 'x')).join('')
        : '';
  const [quote] = text;
  if (text.length < 2 || (quote !== '"' && quote !== "'") || !text.endsWith(quote) || text.slice(1, -1).includes(quote)) return;
  yield {
    subject: `${file} ${owner} ${entry.name}`,
    message: `${owner} gets ${entry.name} with the quotes around it: they are part of the value.`,
    evidence: [evidence(placesOf(entry, file)[0]!, 'the quotes stand inside of the value')],
    about: [],
    group: {
      subject: `${file} ${entry.name}`,
      message: subjects =>
        `${subjects.length} services of ${file} get ${entry.name} with the quotes around it: they are part of the value.`,
    },
  };
}

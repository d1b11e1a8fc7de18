import { HOLE } from '../../../link/address.ts';
import { isTest } from '../../../model/paths.ts';
import type { Publishes, Subscribes } from '../../../model/talk-fact.ts';
import type { Location } from '../../../model/source.ts';
import type { Placed } from '../../../link/facts-view.ts';
import type { Check } from '../../check.ts';
import { distance, wordsOf } from '../../names.ts';
import { evidence } from '../../places.ts';
import type { System } from '../../system.ts';

export const queueNameMismatch: Check = {
  id: 'wiring.queue-name-mismatch',
  stage: 'wiring',
  severity: 'high',
  title: 'A producer and a consumer name their queue or topic differently',
  why: 'Messages pile up in a queue that nobody reads, and no error is seen anywhere.',
  fix: 'Use one name, from one constant or one variable.',
  guard:
    'Only names that nobody else here publishes or consumes, and that are so alike that they were meant to be one; other names may have their other side elsewhere.',
  sources: [
    'https://github.com/sroze/messenger-enqueue-transport/issues/98',
    'https://github.com/GlobalNOC/OESS/pull/346',
    'https://github.com/pardahlman/RawRabbit/issues/285',
  ],
  *run(system) {
    const published = named(system.all('publishes'), system);
    const consumed = named(system.all('subscribes'), system);
    const isRead = new Set(consumed.map(({ name }) => name));
    const isWritten = new Set(published.map(({ name }) => name));
    const patterns = consumed.filter(({ name }) => /[*#>]/.test(name));
    if (patterns.length > 0) return;
    const orphans = consumed.filter(({ name }) => !isWritten.has(name));
    for (const [name, uses] of Map.groupBy(
      published.filter(one => !isRead.has(one.name)),
      one => one.name,
    )) {
      const [use] = uses;
      const meant = orphans.find(other => isOneFamily(other, use!) && isSlip(name, other.name));
      if (!use || !meant) continue;
      yield {
        subject: `${name} ${meant.name}`,
        message: `${name} is published and read by nobody here, and ${meant.name} is read and published by nobody here.`,
        evidence: [
          evidence(meant.at, `${meant.name} is read here`),
          evidence(use.at, `${name} is published here`),
          ...[...meant.proofs, ...use.proofs].slice(0, 2).map(at => evidence(at, 'the name is written here')),
        ],
        about: system.services.filter(({ files }) => files.includes(use.at.file) || files.includes(meant.at.file)).map(({ id }) => id),
      };
    }
  },
};

interface Named {
  readonly name: string;
  readonly family: string;
  readonly at: Location;
  readonly proofs: readonly Location[];
}

/** Where one side does not tell its broker, it may be the other’s. */
const isOneFamily = (one: Named, other: Named): boolean => one.family === other.family || one.family === '' || other.family === '';

function named(facts: readonly Placed<Publishes | Subscribes>[], { services, world }: System): readonly Named[] {
  return facts.flatMap(fact => {
    if (isTest(fact.file)) return [];
    const service = services.find(({ files }) => files.includes(fact.file));
    const texts = service
      ? (service.deployed.length === 0 ? [undefined] : service.deployed).flatMap(
          deployed =>
            world.resolver.resolve(fact.topic, {
              file: fact.file,
              service: service.linked,
              ...(deployed && { deployment: deployed.deployment }),
            }).texts,
        )
      : fact.topic.kind === 'literal'
        ? [{ text: fact.topic.text, proofs: [] }]
        : [];
    return texts
      .filter(({ text }) => text !== '' && !text.includes(HOLE) && text.length < 200)
      .map(({ text, proofs }) => ({ name: text, family: fact.system ?? '', at: { file: fact.file, span: fact.at }, proofs }));
  });
}

/** The same words but for their number, their separators or one letter. */
function isSlip(a: string, b: string): boolean {
  const [own, others] = [wordsOf(a), wordsOf(b)].map(words => words.map(word => word.replace(/(?<=\w{3})s$/, '')).join(' '));
  if (own === others) return true;
  if (/\d/.test(a) || /\d/.test(b) || Math.min(a.length, b.length) < 6) return false;
  return wordsOf(a).length === wordsOf(b).length && distance(a.toLowerCase(), b.toLowerCase(), 3) === 1;
}

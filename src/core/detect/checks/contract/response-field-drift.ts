import type { Placed } from '../../../link/facts-view.ts';
import type { AnswersWith, ExpectsAnswer, Shape, ShapeKey } from '../../../model/shape-fact.ts';
import type { Check, Found } from '../../check.ts';
import type { Evidence } from '../../../model/finding.ts';
import type { FilePath } from '../../../model/source.ts';
import { nearest } from '../../names.ts';
import { evidence } from '../../places.ts';
import { fits } from '../../request-paths.ts';
import { ownerOf, runs } from '../../running-code.ts';
import type { System } from '../../system.ts';

export const responseFieldDrift: Check = {
  id: 'contract.response-field-drift',
  stage: 'contract',
  severity: 'critical',
  title: 'A consumer reads what the answer does not have',
  why: 'The field was renamed or wrapped on one side only, so the consumer sees undefined or an empty list, and nothing fails where the mistake is.',
  fix: 'Read what the provider sends, or keep the old name beside the new one for a while; generate the client.',
  guard:
    'Fields that may be missing are told as medium. Answers that may have other keys, and paths that several operations fit, are left alone.',
  sources: [
    'https://github.com/nano-step/nano-brain/issues/277',
    'https://github.com/basicmachines-co/basic-memory/issues/638',
    'https://github.com/Plant-for-the-Planet-org/treecounter-app/pull/1461',
    'https://github.com/wso2-open-operations/cs-tools/pull/933',
  ],
  *run(system) {
    const answers = system.all('answers-with').filter(({ file }) => runs(file));
    for (const expected of system.all('expects-answer')) {
      if (!runs(expected.file)) continue;
      const fitting = answers.filter(({ method, path }) => (method === expected.method || method === '*') && fits(path, expected.path));
      if (new Set(fitting.map(({ path }) => path)).size !== 1) continue;
      const drifts = fitting.map(given => driftOf(expected, given));
      // A specification and the code may both tell; what either of them has is there.
      const drift = drifts.find(found => found !== undefined);
      if (drift && drifts.every(found => found !== undefined))
        yield found(system, expected, { given: fitting[drifts.indexOf(drift)]!, drift });
    }
  },
};

interface Drift {
  readonly says: string;
  readonly consumer: readonly ShapeKey[];
  readonly at: Shape['at'];
  readonly provider: Shape;
  readonly mayLack: boolean;
}

function driftOf(expected: ExpectsAnswer, given: AnswersWith): Drift | undefined {
  return between(expected.shape, given.shape);
}

function between(wanted: Shape, given: Shape): Drift | undefined {
  if (wanted.kind !== given.kind) return wrapped(wanted, given);
  if (wanted.kind === 'list' || given.kind === 'list')
    return wanted.kind === 'list' && given.kind === 'list' && wanted.of && given.of ? between(wanted.of, given.of) : undefined;
  if (given.open) return undefined;
  const missing = wanted.keys.filter(({ name }) => !given.keys.some(key => key.name === name));
  if (missing.length > 0) {
    const names = given.keys.map(({ name }) => name);
    const says = missing
      .slice(0, 3)
      .map(({ name }) => named(name, names))
      .join(', ');
    return {
      says: `reads ${says}`,
      consumer: missing,
      at: missing[0]!.at,
      provider: given,
      mayLack: missing.every(({ optional }) => optional),
    };
  }
  return wanted.keys
    .map(({ name, shape }) => {
      const other = given.keys.find(key => key.name === name)?.shape;
      return shape && other && between(shape, other);
    })
    .find(drift => drift !== undefined);
}

function named(name: string, given: readonly string[]): string {
  const near = nearest(name, given) ?? given.find(other => other.endsWith(`_${name}`) || name.endsWith(`_${other}`));
  return near === undefined ? name : `${name} (it has ${near})`;
}

/** One side has a list, the other an object: around it, or instead of it. */
function wrapped(wanted: Shape, given: Shape): Drift {
  const inside = wanted.kind === 'object' ? wanted.keys : [];
  const items = inside.map(({ shape }) => shape).find(shape => shape?.kind === 'list')?.of;
  const keys = items?.kind === 'object' ? items.keys : [];
  return {
    says:
      wanted.kind === 'list'
        ? 'takes for a list what is an object'
        : `takes for an object with ${inside
            .map(({ name }) => name)
            .slice(0, 3)
            .join(', ')} what is a list`,
    consumer: [...inside, ...keys],
    at: wanted.at,
    provider: given,
    mayLack: false,
  };
}

const at = (file: FilePath, span: Shape['at'], note: string): Evidence => evidence({ file, span }, note);

function found(
  system: System,
  expected: Placed<ExpectsAnswer>,
  { given, drift }: { readonly given: Placed<AnswersWith>; readonly drift: Drift },
): Found {
  const { about, name } = ownerOf(system, expected.file);
  const provider = ownerOf(system, given.file);
  return {
    subject: `${expected.file} ${expected.method} ${given.path}`,
    message: `${name} ${drift.says} in the answer of ${given.method} ${given.path}${
      drift.provider.kind === 'object'
        ? `, which has ${drift.provider.keys
            .map(key => key.name)
            .slice(0, 6)
            .join(', ')}`
        : ''
    }.`,
    evidence: [
      ...drift.consumer.slice(0, 1).map(key => at(expected.file, key.at, 'read here')),
      at(expected.file, drift.at, 'taken for this'),
      ...drift.consumer.slice(1, 4).map(key => at(expected.file, key.at, 'read here')),
      at(given.file, given.at, 'answered here'),
      at(expected.file, expected.at, 'asked here'),
    ] as unknown as readonly [Evidence, ...Evidence[]],
    about: [...new Set([...about, ...provider.about])],
    ...(drift.mayLack && { severity: 'medium' as const }),
  };
}

import type { Source } from '../../model/source.ts';
import { attempt } from './attempt.ts';
import { exportedApi, type ExportedApi } from './exported-api.ts';
import type { ExportChange } from './export-changes.ts';
import { memberChanges } from './member-changes.ts';
import { renames, withNames } from './renamed.ts';
import type { Shape } from './shape.ts';
import { signatureChanges } from './signature-changes.ts';
import { typeDifference } from './type-text.ts';

/** With the compiler at hand. Where it gives up, nothing is said of the file. */
export const changesBetween = (before: Source, after: Source): readonly ExportChange[] =>
  attempt(() => apiChanges(exportedApi(before), exportedApi(after))) ?? [];

function apiChanges(before: ExportedApi, after: ExportedApi): readonly ExportChange[] {
  const changes: ExportChange[] = [];
  const renamed = renames(before, after);
  for (const [name, shape] of before) {
    const other = after.get(renamed.get(name) ?? name);
    if (other) changes.push(...shapeChanges({ name, before: withNames(shape, renamed), after: other }));
    if (shape.isOwn) continue;
    if (renamed.has(name)) changes.push(wasRenamed(name, renamed.get(name)!, { before: shape.at, after: other!.at }));
    else if (!other || other.isOwn) changes.push(wasRemoved(name, shape));
  }
  const taken = new Set(renamed.values());
  for (const [name, { at, isOwn }] of after)
    if (!isOwn && !taken.has(name) && (before.get(name)?.isOwn ?? !before.has(name)))
      changes.push({ rule: 'export-added', level: 'safe', element: name, symbol: name, breaks: [], after: at, message: `${name} is new.` });
  return changes;
}

const wasRemoved = (name: string, { at }: Shape): ExportChange => ({
  rule: 'export-removed',
  level: 'source',
  element: name,
  symbol: name,
  breaks: ['importers'],
  before: at,
  message: `${name} is no longer exported.`,
});

const wasRenamed = (name: string, rename: string, at: Pick<ExportChange, 'before' | 'after'>): ExportChange => ({
  rule: 'export-renamed',
  level: 'source',
  element: name,
  symbol: name,
  breaks: ['importers'],
  ...at,
  message: `${name} is now called ${rename}.`,
});

export interface ShapePair {
  readonly name: string;
  readonly before: Shape;
  readonly after: Shape;
}

function shapeChanges(pair: ShapePair): readonly ExportChange[] {
  const { before, after } = pair;
  if (before.kind === 're-export' || after.kind === 're-export') return [];
  return [...ownChanges(pair), ...memberChanges(pair), ...signaturesOf(pair)];
}

function signaturesOf({ name, before, after }: ShapePair): readonly ExportChange[] {
  const calls = signatureChanges({ element: name, symbol: name, before: before.signatures, after: after.signatures });
  if (before.kind !== 'class' || after.kind !== 'class' || !before.construct || !after.construct) return calls;
  const made = { element: name, symbol: name, member: 'constructor', before: [before.construct], after: [after.construct] };
  return [...calls, ...signatureChanges(made)];
}

function ownChanges({ name, before, after }: ShapePair): readonly ExportChange[] {
  const told = { element: name, symbol: name, before: before.at, after: after.at };
  const changes: ExportChange[] = [];
  if (before.kind !== after.kind && !areBothTypes(before, after))
    changes.push({
      ...told,
      rule: 'export-kind-changed',
      level: 'source',
      breaks: ['importers'],
      message: `${name} was a ${before.kind} and is a ${after.kind}.`,
    });
  if (!before.isAbstract && after.isAbstract)
    changes.push({
      ...told,
      rule: 'class-became-abstract',
      level: 'source',
      breaks: ['makers'],
      message: `${name} can no longer be made itself.`,
    });
  const lost = before.bases.filter(base => !after.bases.includes(base));
  if (lost.length > 0)
    changes.push({
      ...told,
      rule: 'base-removed',
      level: 'source',
      breaks: ['readers', 'makers'],
      message: `${name} is no longer a ${lost.join(', ')}.`,
    });
  const needed = after.generics.filter(({ isOptional }, index) => !isOptional && index >= before.generics.length);
  if (needed.length > 0 || after.generics.length < before.generics.length)
    changes.push({
      ...told,
      rule: 'type-parameters-changed',
      level: 'source',
      breaks: ['importers'],
      message: `${name} takes other type parameters.`,
    });
  return [...changes, ...typeChange(name, before, after), ...valueChange(name, before, after)];
}

const TYPES: readonly Shape['kind'][] = ['interface', 'type', 'class'];

/** Who only names the type does not see what declares it; a class can also be made. */
const areBothTypes = (before: Shape, after: Shape): boolean =>
  TYPES.includes(before.kind) && TYPES.includes(after.kind) && (before.kind !== 'class' || after.kind === 'class');

function typeChange(name: string, before: Shape, after: Shape): readonly ExportChange[] {
  const difference = typeDifference(before.type, after.type);
  if (difference === 'same') return [];
  const rule = { wider: 'type-widened', narrower: 'type-narrowed', other: 'type-changed' }[difference];
  const breaks = { wider: ['readers'], narrower: ['makers'], other: ['readers', 'makers'] } as const;
  const message = `${name} was ${before.type!.written} and is ${after.type!.written}.`;
  return [{ rule, level: 'source', element: name, symbol: name, breaks: breaks[difference], before: before.at, after: after.at, message }];
}

function valueChange(name: string, before: Shape, after: Shape): readonly ExportChange[] {
  if (!before.value || !after.value || before.value.text === after.value.text) return [];
  const message = `${name} was ${before.value.written} and is ${after.value.written}.`;
  return [
    {
      rule: 'value-changed',
      level: 'behaviour',
      element: name,
      symbol: name,
      breaks: ['readers'],
      before: before.at,
      after: after.at,
      message,
    },
  ];
}

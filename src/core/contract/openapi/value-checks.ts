import type { Node } from '../../yaml/tree.ts';
import { written, field, located } from './place.ts';
import type { ValueChange } from './schema-pair.ts';
import { isParameter, isRequest, type Finding, type Scope } from './schema-rule.ts';
import { nodesChanged, textsChanged } from './keyword.ts';
import { isAbsent, shown, textOf } from './value.ts';

type Places = Pick<Finding, 'before' | 'after'>;

export const placesOf = ({ before, after }: ValueChange): Places => ({
  ...(before && { before: written(before) }),
  ...(after && { after: written(after) }),
});

type ValueCheck = (change: ValueChange, scope: Scope, path: string) => readonly Finding[];

const isGone = (side: ValueChange['before']): boolean => isAbsent(side?.node);

function enumFindings(change: ValueChange, scope: Scope): readonly Finding[] {
  const { added, removed } = nodesChanged(change.before?.node, change.after?.node);
  const places = placesOf(change);
  const predicate = `may only be one of ${added.length} value${added.length === 1 ? '' : 's'} now`;
  const became = isGone(change.before) ? [{ ending: 'became-enum', predicate, ...places }] : [];
  const ofHeader =
    scope.part === 'header-parameter' ? became.map(finding => ({ ...finding, rule: 'request-header-property-became-enum' })) : [];
  return [
    ...became,
    ...ofHeader,
    ...removed.map(value => ({
      ending: 'enum-value-removed',
      predicate: `can no longer be ${shown(value)}`,
      ...places,
      ...itemPlace('before', change, value),
    })),
    ...added.map(value => ({
      ending: 'enum-value-added',
      predicate: `can now be ${shown(value)}`,
      ...places,
      ...itemPlace('after', change, value),
    })),
  ];
}

const itemPlace = (side: 'before' | 'after', change: ValueChange, value: Node): Places => {
  const list = change[side];
  return list ? { [side]: located({ file: list.file, node: value }) } : {};
};

/** Added, removed or changed, each with its own ending. */
const edited =
  (name: string, called: string): ValueCheck =>
  change => {
    const places = placesOf(change);
    const [from, to] = [shown(change.before?.node), shown(change.after?.node)];
    if (isGone(change.before)) return [{ ending: `${name}-added`, predicate: `has a new ${called}: ${to}`, ...places }];
    if (isGone(change.after)) return [{ ending: `${name}-removed`, predicate: `has no ${called} any more: it was ${from}`, ...places }];
    return [{ ending: `${name}-changed`, predicate: `has ${to} as its ${called} instead of ${from}`, ...places }];
  };

const constant = edited('const', 'fixed value');
const defaulted = edited('default-value', 'default');

const pattern = edited('pattern', 'pattern');
const ANYTHING = '.*';

/** An empty pattern is none. */
function patternFindings({ before, after }: ValueChange, scope: Scope): readonly Finding[] {
  const from = textOf(before?.node) === '' ? undefined : before;
  const to = textOf(after?.node) === '' ? undefined : after;
  const change = { ...(from && { before: from }), ...(to && { after: to }) };
  if (isRequest(scope) && from && textOf(to?.node) === ANYTHING)
    return [{ ending: 'pattern-generalized', predicate: 'takes any text, whatever its pattern was', ...placesOf(change) }];
  return pattern(change, scope, '');
}

const replaced =
  (ending: string, called: string): ValueCheck =>
  change => [
    {
      ending,
      predicate: `has ${shown(change.after?.node)} as its ${called} instead of ${shown(change.before?.node)}`,
      ...placesOf(change),
    },
  ];

/** By property: which others are required with it. */
function dependentFindings({ before, after }: ValueChange): readonly Finding[] {
  const { added, removed } = keysChanged(before, after);
  const kept = keysOf(before).filter(key => keysOf(after).includes(key));
  const changed = kept.filter(key => {
    const change = textsChanged(field(before, key)?.node, field(after, key)?.node);
    return change.added.length + change.removed.length > 0;
  });
  const finding = (key: string, ending: string, predicate: string): Finding => ({ ending, predicate, ...sides(before, after, key) });
  return [
    ...added.map(key => finding(key, 'dependent-required-added', `requires other properties where \`${key}\` is sent`)),
    ...removed.map(key => finding(key, 'dependent-required-removed', `no longer requires other properties where \`${key}\` is sent`)),
    ...changed.map(key => finding(key, 'dependent-required-changed', `requires other properties than before where \`${key}\` is sent`)),
  ];
}

const keysOf = (side: ValueChange['before']): readonly string[] =>
  side?.node.kind === 'mapping' ? side.node.entries.map(({ key }) => key) : [];

function keysChanged(
  before: ValueChange['before'],
  after: ValueChange['after'],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const [from, to] = [new Set(keysOf(before)), new Set(keysOf(after))];
  return { added: [...to].filter(key => !from.has(key)), removed: [...from].filter(key => !to.has(key)) };
}

function sides(before: ValueChange['before'], after: ValueChange['after'], key: string): Places {
  const [from, to] = [field(before, key), field(after, key)];
  return placesOf({ ...(from && { before: from }), ...(to && { after: to }) });
}

function discriminatorFindings(change: ValueChange): readonly Finding[] {
  const { before, after } = change;
  const places = placesOf(change);
  if (isGone(before)) return [{ ending: 'discriminator-added', predicate: 'is told apart by a discriminator now', ...places }];
  if (isGone(after)) return [{ ending: 'discriminator-removed', predicate: 'is no longer told apart by a discriminator', ...places }];
  const [from, to] = [tag(before), tag(after)];
  const renamed =
    from === to
      ? []
      : [{ ending: 'discriminator-property-name-changed', predicate: `is told apart by \`${to}\` instead of \`${from}\``, ...places }];
  return [...renamed, ...mappingFindings(field(before, 'mapping'), field(after, 'mapping'))];
}

/** In Swagger 2.0 it is only a name. */
const tag = (side: ValueChange['before']): string => textOf(field(side, 'propertyName')?.node ?? side?.node);

function mappingFindings(before: ValueChange['before'], after: ValueChange['after']): readonly Finding[] {
  const { added, removed } = keysChanged(before, after);
  const changed = keysOf(before).filter(key => field(after, key) && textOf(field(before, key)?.node) !== textOf(field(after, key)?.node));
  const finding = (key: string, ending: string, predicate: string): Finding => ({ ending, predicate, ...sides(before, after, key) });
  return [
    ...added.map(key => finding(key, 'discriminator-mapping-added', `knows \`${key}\` as a value of its discriminator now`)),
    ...removed.map(key => finding(key, 'discriminator-mapping-deleted', `no longer knows \`${key}\` as a value of its discriminator`)),
    ...changed.map(key =>
      finding(key, 'discriminator-mapping-changed', `means another schema by the value \`${key}\` of its discriminator`),
    ),
  ];
}

/** Values of an enumeration that may grow: to lose one breaks all the same. */
function extensibleFindings(change: ValueChange): readonly Finding[] {
  const { before, after } = change;
  if (before?.node.kind !== 'sequence' || after?.node.kind !== 'sequence') return [];
  return nodesChanged(before.node, after.node).removed.map(value => ({
    ending: 'x-extensible-enum-value-removed',
    predicate: `can no longer be ${shown(value)}`,
    ...placesOf(change),
  }));
}

/** What is checked of a keyword that holds a value of its own, and no schema. */
export const VALUE_CHECKS: Readonly<Record<string, ValueCheck>> = {
  enum: enumFindings,
  const: constant,
  default: (change, scope, path) => (isParameter(scope) && !scope.hasDefaults ? [] : defaulted(change, scope, path)),
  pattern: patternFindings,
  contentMediaType: replaced('content-media-type-changed', 'media type'),
  contentEncoding: replaced('content-encoding-changed', 'encoding'),
  dependentRequired: dependentFindings,
  discriminator: discriminatorFindings,
  'x-extensible-enum': extensibleFindings,
};

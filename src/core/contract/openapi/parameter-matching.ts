import type { Contract } from './contract.ts';
import type { Parameter } from './operation.ts';
import { field, type Field } from './place.ts';
import { isFilled, typesOf } from './schema.ts';
import type { Versions } from './schema-pair.ts';
import { isTrue, textOf } from './value.ts';

interface ParameterMatches {
  readonly both: readonly ParameterMatch[];
  readonly added: readonly Parameter[];
  readonly removed: readonly Parameter[];
}

export interface ParameterMatch {
  readonly before: Parameter;
  readonly after: Parameter;
  readonly schemas: Versions<Field | undefined>;
}

type Parameters = Versions<readonly Parameter[]>;

/** Parameters go together by place and name; those of a path by their position in it. */
export function matchedParameters(
  lists: Parameters,
  contracts: Versions<Contract>,
  renamed?: ReadonlyMap<string, string>,
): ParameterMatches {
  const spread = spreadMatches(lists, contracts);
  const taken = new Set<Parameter>(spread.flatMap(({ before, after }) => [before, after]));
  const both: ParameterMatch[] = [...spread];
  const removed: Parameter[] = [];
  for (const before of lists.before) {
    if (taken.has(before)) continue;
    const name = before.in === 'path' && renamed ? renamed.get(before.name) : before.name;
    const after = lists.after.find(other => other.in === before.in && other.name === name);
    if (after && !taken.has(after)) {
      taken.add(after);
      both.push({ before, after, schemas: { before: schemaOf(before), after: schemaOf(after) } });
    } else removed.push(before);
  }
  return { both, added: lists.after.filter(parameter => !taken.has(parameter)), removed };
}

const schemaOf = ({ place }: Parameter): Field | undefined => field(place, 'schema');

/** An object that is spread over the query has its properties sent as parameters of their own: either is the other. */
function spreadMatches(lists: Parameters, contracts: Versions<Contract>): readonly ParameterMatch[] {
  const before = { parameters: lists.before, contract: contracts.before };
  const after = { parameters: lists.after, contract: contracts.after };
  const forward = spreads({ objects: after, singles: before }).map(({ object, single, property }) => ({
    before: single,
    after: object,
    schemas: { before: schemaOf(single), after: property },
  }));
  const taken = new Set(forward.flatMap(match => [match.before, match.after]));
  const backward = spreads({ objects: before, singles: after })
    .filter(({ object, single }) => !taken.has(object) && !taken.has(single))
    .map(({ object, single, property }) => ({ before: object, after: single, schemas: { before: property, after: schemaOf(single) } }));
  return [...forward, ...backward];
}

interface Side {
  readonly parameters: readonly Parameter[];
  readonly contract: Contract;
}

interface Spread {
  readonly object: Parameter;
  readonly single: Parameter;
  readonly property: Field;
}

function spreads({ objects, singles }: { readonly objects: Side; readonly singles: Side }): readonly Spread[] {
  const taken = new Set<Parameter>();
  const whole = singles.parameters.filter(single => !spreadProperties(single, singles.contract));
  return objects.parameters.flatMap(object => {
    const properties = spreadProperties(object, objects.contract);
    if (!properties) return [];
    return whole.flatMap(single => {
      const property = single.in === object.in && !taken.has(single) ? field(properties, single.name) : undefined;
      if (!property) return [];
      taken.add(single);
      return [{ object, single, property }];
    });
  });
}

function spreadProperties({ place, in: sent }: Parameter, { schemas }: Contract): Field | undefined {
  const style = textOf(field(place, 'style')?.node);
  if ((sent !== 'query' && sent !== 'cookie') || !isTrue(field(place, 'explode')?.node) || (style !== '' && style !== 'form'))
    return undefined;
  const schema = schemas.of(field(place, 'schema'))?.schema;
  const isObject = schema !== undefined && typesOf(schema).join() === 'object' && isFilled(schema, 'properties');
  return isObject ? schema.keywords.get('properties') : undefined;
}

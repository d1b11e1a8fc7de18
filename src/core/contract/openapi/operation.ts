import type { Location } from '../../model/source.ts';
import type { Contract } from './contract.ts';
import { STABILITY, stabilityOf, type Stability } from './deprecation.ts';
import { elements, field, fields, located, named, ownFields, written, type Field, type Place } from './place.ts';
import { isTrue, textOf } from './value.ts';

const METHODS: ReadonlySet<string> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'connect', 'options', 'trace']);

export interface PathItem {
  readonly path: string;
  readonly place: Place;
  readonly at: Location;
  readonly operations: readonly Operation[];
}

export interface Operation {
  /** `POST /orders`. */
  readonly name: string;
  readonly method: string;
  readonly place: Place;
  readonly at: Location;
  readonly isDeprecated: boolean;
  readonly stability: Stability;
}

export const pathItems = (contract: Contract, key: 'paths' | 'webhooks'): readonly PathItem[] =>
  ownFields(field(contract.root, key))
    .filter(({ node }) => node.kind === 'mapping')
    .map(item => pathItem(item, contract, key === 'webhooks' ? 'webhook ' : ''));

function pathItem(item: Field, { reader }: Contract, kind: string): PathItem {
  const place = reader.follow(item);
  const methods = fields(place).filter(({ key, node }) => METHODS.has(key) && node.kind === 'mapping');
  const operations = methods.map(method => operation(method, `${kind}${item.key}`));
  return { path: item.key, place, at: named(item), operations };
}

function operation(method: Field, path: string): Operation {
  return {
    name: `${method.key.toUpperCase()} ${path}`,
    method: method.key,
    place: method,
    at: named(method),
    isDeprecated: isTrue(field(method, 'deprecated')?.node),
    stability: stabilityOf(field(method, STABILITY)),
  };
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly place: Place;
  readonly at: Location;
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
}

/** The parameters of an operation or of a path. */
export const parametersOf = (owner: Place, { reader }: Contract): readonly Parameter[] =>
  elements(field(owner, 'parameters')).flatMap(written => {
    const place = reader.follow(written);
    return place.node.kind === 'mapping' && !field(place, '$ref') ? [parameter(place)] : [];
  });

function parameter(place: Place): Parameter {
  const name = field(place, 'name');
  return {
    name: textOf(name?.node),
    in: textOf(field(place, 'in')?.node),
    place,
    at: name ? written(name) : located(place),
    isRequired: isTrue(field(place, 'required')?.node),
    isDeprecated: isTrue(field(place, 'deprecated')?.node),
  };
}

import type { ContractChange } from '../../contract/change.ts';
import type { Blow, ElementChange } from '../../model/impact.ts';
import { isTest } from '../../model/paths.ts';
import type { FilePath, Location } from '../../model/source.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { afterAt, nameOf, sidedPlace, type Side, type Sides } from '../side.ts';
import { changesIn, elementChange, holdersOf } from '../written-contracts.ts';

/** GraphQL: types and fields of a schema, against the queries that services send to who serves it. */
export const graphql: Concern = {
  name: 'graphql',
  run: sides => together(changesIn('graphql', sides).map(change => hit(change, sides))),
};

function hit(contract: ContractChange, sides: Sides): Found {
  const { severity } = contract;
  const { file } = sidedPlace(contract.before, contract.after);
  const providers = holdersOf(file, sides);
  const change = elementChange(contract, { kind: 'operation', providers });
  const callers = severity === 'info' ? [] : callersOf(providers, sides.before);
  return { changes: [change], blows: callers.flatMap(service => blow({ change, contract, service, sides })) };
}

/** Who sends queries to one of the providers, itself or through a gateway that asks them. */
function callersOf(providers: readonly string[], { graph }: Side): readonly string[] {
  const reached = new Set(providers);
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const { from, to, kind } of graph.edges) if (kind === 'graphql' && reached.has(to)) reached.add(from);
  }
  return [...reached].filter(id => !providers.includes(id));
}

interface Asking {
  readonly change: ElementChange;
  readonly contract: ContractChange;
  readonly service: string;
  readonly sides: Sides;
}

function blow({ change, contract, service, sides }: Asking): Blow[] {
  const word = contract.element.split('.').at(-1) ?? contract.element;
  const uses = mentions(word, service, sides.after);
  const isHit = contract.severity === 'error' && uses.length > 0;
  const edge = sides.after.graph.edges.find(({ from, kind }) => from === service && kind === 'graphql');
  const evidence = [...uses, ...(edge?.evidence.slice(0, 2) ?? [])].map(afterAt);
  if (evidence.length === 0) return [];
  const name = nameOf(service, sides.after);
  const why =
    uses.length > 0 ? `${name} asks for ${word} in its queries.` : `${name} sends queries to this schema; none of them names ${word}.`;
  return [{ change, service, effect: isHit ? 'broken' : 'at-risk', confidence: 'likely', why, evidence }];
}

/** Documents of GraphQL, alone and in code. */
const HOLDS_QUERIES = /\b(?:query|mutation|subscription|fragment)\b[^{}]{0,200}\{|\bgql\b/;
const DOCUMENT = /\.(graphqls?|gql|[cm]?[jt]sx?|vue|svelte|py|go|java|kt|cs|rb|php|rs)$/;
const MOST_PLACES = 5;

function mentions(word: string, service: string, { world, texts }: Side): readonly Location[] {
  const owner = world.services.find(({ id }) => id === service);
  const folder = owner?.folder;
  const own = owner ? world.ownership.filesOf(owner).map(({ file }) => file) : [];
  const beside = folder === undefined ? [] : texts.paths.filter(path => /\.(graphqls?|gql)$/.test(path) && path.startsWith(`${folder}/`));
  const found: Location[] = [];
  for (const file of new Set<FilePath>([...own, ...beside])) {
    if (found.length >= MOST_PLACES) break;
    const text = DOCUMENT.test(file) && !isTest(file) ? texts.read(file) : undefined;
    const place = text !== undefined && HOLDS_QUERIES.test(text) ? new RegExp(`\\b${word.replace(/\W/g, '')}\\b`).exec(text) : null;
    if (place) found.push({ file, span: [place.index, place.index + word.length] });
  }
  return found;
}

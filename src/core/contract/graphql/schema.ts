import {
  buildASTSchema,
  Kind,
  parse,
  specifiedScalarTypes,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type NamedTypeNode,
} from 'graphql';
import type { FilePath, Location } from '../../model/source.ts';
import { type Definition, isExtension, subjectOf } from './definitions.ts';

export interface BuiltSchema {
  readonly definitions: readonly Definition[];
  readonly schema: GraphQLSchema;
  /** Types that are used and not defined here: another file of the schema, or nobody, says what they are. */
  readonly undefinedTypes: ReadonlyMap<string, Location>;
}

/** The schema that definitions come to, also where they extend what is defined elsewhere, and whether or not all of it is valid. */
export function schemaOf(definitions: readonly Definition[]): BuiltSchema {
  const based = withBases(definitions);
  const missing = undefinedTypes(based);
  const standIns = [...missing].map(([name, { kind }]) => parse(`${kind} ${name}`).definitions[0]!);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...based, ...standIns] };
  return {
    definitions,
    schema: buildASTSchema(document, { assumeValid: true, assumeValidSDL: true }),
    undefinedTypes: new Map([...missing].map(([name, { at }]) => [name, at])),
  };
}

/** Each subject is defined once: of two definitions the second extends the first, and an extension of nothing defines it. */
function withBases(definitions: readonly Definition[]): readonly Definition[] {
  const bases = new Map<string, Definition>();
  for (const definition of definitions) {
    const subject = subjectOf(definition);
    const known = bases.get(subject);
    if (!known || (isExtension(known) && !isExtension(definition))) bases.set(subject, definition);
  }
  return definitions.map(definition => {
    // Without a definition of the schema, its root types are known by their names.
    if (subjectOf(definition) === 'schema') return definition;
    const isBase = bases.get(subjectOf(definition)) === definition;
    return isBase === isExtension(definition) ? as(definition, isBase ? 'Definition' : 'Extension') : definition;
  });
}

const as = (definition: Definition, ending: 'Definition' | 'Extension'): Definition =>
  ({ ...definition, kind: definition.kind.replace(/(?:Definition|Extension)$/, ending) }) as Definition;

const BUILT_IN: ReadonlySet<string> = new Set(specifiedScalarTypes.map(({ name }) => name));

const KINDS = ['scalar', 'type', 'interface'] as const;
type StandIn = (typeof KINDS)[number];

interface Missing {
  readonly kind: StandIn;
  readonly at: Location;
}

/** By name, with the kind that its uses allow, and the first of them. */
function undefinedTypes(definitions: readonly Definition[]): ReadonlyMap<string, Missing> {
  const defined = new Set(definitions.map(subjectOf));
  const found = new Map<string, Missing>();
  const use = ({ name, loc }: NamedTypeNode, kind: StandIn): void => {
    if (defined.has(name.value) || BUILT_IN.has(name.value)) return;
    const known = found.get(name.value);
    if (known && KINDS.indexOf(known.kind) >= KINDS.indexOf(kind)) return;
    const at: Location = { file: (loc?.source.name ?? '') as FilePath, span: [loc?.start ?? 0, loc?.end ?? 0] };
    found.set(name.value, { kind, at: known?.at ?? at });
  };
  for (const definition of definitions) {
    visit(definition, { NamedType: type => use(type, 'scalar') });
    if ('types' in definition) for (const type of definition.types ?? []) use(type, 'type');
    if ('operationTypes' in definition) for (const { type } of definition.operationTypes ?? []) use(type, 'type');
    if ('interfaces' in definition) for (const type of definition.interfaces ?? []) use(type, 'interface');
  }
  return found;
}

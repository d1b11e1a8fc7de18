import { Kind, type ASTNode, type DirectiveDefinitionNode, type InputValueDefinitionNode } from 'graphql';
import type { FilePath, Location } from '../../model/source.ts';
import { type Definition, subjectOf } from './definitions.ts';

/** Where each element is named: `Order`, `Order.total`, `Order.total.currency`, `Status.PAID`, `@auth.role`; the first place where there are several. */
export type Places = ReadonlyMap<string, Location>;

export function placesOf(definitions: readonly Definition[]): Places {
  const places = new Map<string, Location>();
  const add = (name: string, node: ASTNode | undefined): void => {
    if (node?.loc && !places.has(name)) places.set(name, { file: node.loc.source.name as FilePath, span: [node.loc.start, node.loc.end] });
  };
  for (const definition of definitions) {
    const subject = subjectOf(definition);
    add(subject, 'name' in definition ? definition.name : definition);
    for (const [name, node] of membersOf(definition)) add(`${subject}.${name}`, node);
  }
  return places;
}

type Member = readonly [name: string, node: ASTNode];

function membersOf(definition: Definition): readonly Member[] {
  switch (definition.kind) {
    case Kind.SCHEMA_DEFINITION:
    case Kind.SCHEMA_EXTENSION:
      return (definition.operationTypes ?? []).map(({ operation, type }) => [operation, type]);
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_EXTENSION:
    case Kind.DIRECTIVE_EXTENSION:
      return [];
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return [
        ...(definition.interfaces ?? []).map((type): Member => [type.name.value, type]),
        ...(definition.fields ?? []).flatMap(({ name, arguments: taken }) => [
          [name.value, name] as const,
          ...named(taken).map(([argument, node]): Member => [`${name.value}.${argument}`, node]),
        ]),
      ];
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return (definition.types ?? []).map(type => [type.name.value, type]);
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return (definition.values ?? []).map(({ name }) => [name.value, name]);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return named(definition.fields);
    case Kind.DIRECTIVE_DEFINITION:
      return named(definition.arguments);
  }
}

const named = (inputs: readonly InputValueDefinitionNode[] | DirectiveDefinitionNode['arguments']): readonly Member[] =>
  (inputs ?? []).map(({ name }) => [name.value, name]);

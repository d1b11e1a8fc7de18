import { expect, test } from 'vitest';
import { graphql } from '../../../../src/core/extract/graphql/index.ts';
import { facts } from '../configuration-facts.ts';

function read(text: string) {
  const [contract] = facts(graphql, 'schema.graphql', text);
  return contract?.kind === 'contract'
    ? contract.operations.map(({ at, method, path }) => `${method} ${path} at ${text.slice(...at)}`)
    : undefined;
}

test('fields of the root types are the operations, also where a federated service extends them', () => {
  const text =
    '"""type Query { no: Int }"""\ntype Query @x(a: "}") {\n # no: Int\n order(id: ID!, in: In = {a: 1}): Order @deprecated(reason: "x")\n "text" orders: [Order!]!\n}\ntype Order { id: ID! }\nextend type Mutation { place: Order }\n';
  expect(read(text)).toEqual(['QUERY order at order', 'QUERY orders at orders', 'MUTATION place at place']);
});

test('a schema may give its root types other names', () => {
  expect(read('schema { query: Root }\ntype Root { a: Int }\n')).toEqual(['QUERY a at a']);
});

test('operations of a client are no schema', () => {
  expect(read('query A { a }\n')).toBeUndefined();
});

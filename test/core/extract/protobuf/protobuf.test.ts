import { expect, test } from 'vitest';
import { protobuf } from '../../../../src/core/extract/protobuf/index.ts';
import { facts } from '../configuration-facts.ts';

function read(text: string) {
  const [contract] = facts(protobuf, 'shop/orders.proto', text);
  if (contract?.kind !== 'contract') return undefined;
  return {
    name: contract.name,
    services: contract.services.map(({ name, rpcs }) => `${name}: ${rpcs.map(rpc => text.slice(...rpc.at)).join(', ')}`),
    imports: contract.references.map(({ path }) => path),
    operations: contract.operations.map(({ method, path, id }) => `${method} ${path} ${id}`),
  };
}

test('package, imports, services and their calls; comments and options are passed over', () => {
  const text =
    'syntax = "proto3"; // service No {}\npackage shop.v1;\nimport public "a.proto";\nservice Orders {\n option (x) = { rpc: 1 };\n rpc Place (stream A) returns (B);\n /* rpc No */ rpc Get (A) returns (B) { option (google.api.http) = { get: "/v1/o/{id}" }; }\n}\nmessage M { string service = 1; string package = 2; service third = 3; }\nservice Carts { rpc Add (A) returns (B) {} }\n';
  expect(read(text)).toEqual({
    name: 'shop.v1',
    services: ['Orders: rpc Place, rpc Get', 'Carts: rpc Add'],
    imports: ['a.proto'],
    operations: ['GET /v1/o/{id} Orders/Get'],
  });
});

test('a half-written file gives what is there, and a file without a package is called by its name', () => {
  expect(read('service Orders {\n rpc Place (A) returns')).toMatchObject({ name: 'orders', services: ['Orders: rpc Place'] });
});

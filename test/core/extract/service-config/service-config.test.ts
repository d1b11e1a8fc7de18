import { expect, test } from 'vitest';
import { serviceConfigs } from '../../../../src/core/extract/service-config/read.ts';
import { policies } from '../policies.ts';

const told = (text: string): readonly string[] => policies(serviceConfigs(text), text);

const BOTH = ['gRPC service config · all 1500 · services shop.Stock', 'gRPC service config · +3 · growing · jitter · services shop.Stock'];

test('a service config is read as JSON, in an object of code and in a text', () => {
  expect(
    told(
      '{"methodConfig": [{"name": [{"service": "shop.Stock", "method": "Get"}], "timeout": "1.5s", "retryPolicy": {"maxAttempts": 4}}]}',
    ),
  ).toEqual(BOTH);
  expect(
    told("const c = { methodConfig: [{ name: [{ service: 'shop.Stock' }], timeout: '1.5s', retryPolicy: { maxAttempts: 4 } }] };"),
  ).toEqual(BOTH);
  expect(
    told(
      'grpc.WithDefaultServiceConfig("{\\"methodConfig\\": [{\\"name\\": [{\\"service\\": \\"shop.Stock\\"}], \\"timeout\\": \\"1.5s\\", \\"retryPolicy\\": {\\"maxAttempts\\": 4}}]}")',
    ),
  ).toEqual(BOTH);
  expect(
    told(
      'Map.of("methodConfig", List.of(Map.of("name", List.of(Map.of("service", "shop.Stock")), "timeout", "1.5s", "retryPolicy", Map.of("maxAttempts", 4.0))))',
    ),
  ).toEqual(BOTH);
});

test('without a name it is for all calls, and gRPC makes five tries at most', () => {
  expect(told('{"methodConfig": [{"name": [{}], "hedgingPolicy": {"maxAttempts": 9}}]}')).toEqual([
    'gRPC service config · +4 · growing · jitter · every grpc',
  ]);
});

test('each entry stands for itself', () => {
  expect(
    told('{"methodConfig": [{"name": [{"service": "a.A"}], "timeout": "1s"}, {"name": [{"service": "b.B"}], "timeout": "2s"}]}'),
  ).toEqual(['gRPC service config · all 1000 · services a.A', 'gRPC service config · all 2000 · services b.B']);
});

test('brackets that are never closed end with the text', () => {
  expect(told(`{"methodConfig": [{"timeout": "1s"${'['.repeat(5000)}`)).toEqual([]);
});

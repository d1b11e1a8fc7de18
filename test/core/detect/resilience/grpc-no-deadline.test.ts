import { expect, test } from 'vitest';
import { grpcNoDeadline } from '../../../../src/core/detect/checks/resilience/grpc-no-deadline.ts';
import { found } from '../workspace.ts';

const places = (texts: Readonly<Record<string, string>>): readonly string[] =>
  found(grpcNoDeadline, texts).map(line => line.replace(/^(\w+) .* @ /, '$1 '));

const handler = (body: string) => `package s\nfunc (s *S) Get(ctx context.Context, r *pb.R) (*pb.O, error) {\n\t${body}\n}\n`;

test('a handler that calls on with an empty context loses the deadline of its caller', () => {
  expect(places({ 'h.go': handler('return s.cat.List(context.Background(), &pb.L{})') })).toEqual(['high h.go:3']);
  expect(places({ 'h.go': handler('return s.cat.List(context.TODO(), &pb.L{})') })).toEqual(['high h.go:3']);
  expect(places({ 'h.go': handler('return s.cat.List(ctx, &pb.L{})') })).toEqual([]);
});

test('what runs in the background, and what asks a store', () => {
  expect(places({ 'h.go': handler('go func() { s.mail.Send(context.Background(), &pb.M{}) }()\n\treturn nil, nil') })).toEqual([]);
  expect(places({ 'h.go': handler('s.orders.Find(context.TODO(), bson.M{})\n\treturn nil, nil') })).toEqual([]);
  expect(places({ 'm.go': 'package m\nfunc main() {\n\tcat.List(context.Background(), &pb.L{})\n}\n' })).toEqual([]);
});

const stubbed = (timeout: string) =>
  `import grpc\nimport cat_pb2_grpc\nstub = cat_pb2_grpc.CatalogStub(grpc.insecure_channel('catalog:50051'))\ndef items():\n    return stub.List(request${timeout})\n`;

test('Python tells it call by call', () => {
  expect(places({ 'c.py': stubbed('') })).toEqual(['high c.py:5']);
  expect(places({ 'c.py': stubbed(', timeout=2') })).toEqual([]);
});

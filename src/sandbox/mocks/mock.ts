import type { ContractTexts } from '../../core/verify/requests/open-api.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Endpoint, Undo } from '../sandbox.ts';
import { grpcMock } from './grpc-mock.ts';
import { httpMock } from './http-mock.ts';

/** Stands in for a service that nobody started: it answers as the contract of the service says. */
export interface Mock {
  readonly endpoint: Endpoint;
  /** How often each operation was called, by its id; what fits none is counted as `unknown`. */
  readonly calls: () => ReadonlyMap<string, number>;
  readonly close: Undo;
}

/** For one port of a service: what listens there speaks either HTTP, by OpenAPI documents, or gRPC, by proto files. */
export function mockOf(contracts: readonly ContractTexts[]): Promise<Mock> {
  const [first] = contracts;
  if (!first) throw new SandboxError('A service without a contract cannot be mocked; name its OpenAPI document or its proto file.');
  const other = contracts.find(({ kind }) => kind !== first.kind);
  if (other) throw new SandboxError(`${first.path} and ${other.path} cannot be answered on one port; name contracts of one kind.`);
  return first.kind === 'openapi' ? httpMock(contracts) : grpcMock(contracts);
}

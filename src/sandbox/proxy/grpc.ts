import { GRPC_CODES } from '../../core/model/verify.ts';
import type { GrpcCode } from '../../core/model/verify.ts';

export const codeOf = (number: string | undefined): GrpcCode =>
  GRPC_CODES[number === undefined || number === '' ? 2 : Number(number)] ?? 'UNKNOWN';

export const numberOf = (code: GrpcCode): number => GRPC_CODES.indexOf(code);

export const isGrpc = (contentType: string | undefined): boolean => /^application\/grpc($|[+;])/.test(contentType ?? '');

const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/** Milliseconds of a `grpc-timeout`. */
export function deadline(timeout: string | undefined): number | undefined {
  const [, amount, unit] = /^(\d{1,8})([HMSmun])$/.exec(timeout ?? '') ?? [];
  return amount === undefined || unit === undefined ? undefined : Number(amount) * UNITS[unit]!;
}

/** Methods that by their name only read. Which others change something no name says, so they count as changes. */
export const onlyReads = (path: string): boolean =>
  /\/(Batch)?(Get|List|Search|Find|Query|Read|Watch|Check|Count|Describe|Lookup)(?![a-z])[^/]*$/.test(path);

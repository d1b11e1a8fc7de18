import type { ContractDiff } from '../core/contract/change.ts';
import { diffOpenApi, isOpenApi } from '../core/contract/openapi/diff-openapi.ts';
import { diffProtobuf } from '../core/contract/protobuf/diff-protobuf.ts';
import type { Category } from '../core/contract/protobuf/rules.ts';
import type { Files } from '../core/manifests/files.ts';
import type { Sides } from './contract-side.ts';

export interface ContractDiffOptions {
  /** How strict the comparison of protobuf is; FILE if not said. */
  readonly category?: Category | undefined;
  /** As in 2026-11-21: an OpenAPI operation may go when its announced end is over. */
  readonly today: string;
}

/** What changed between two versions, in every format of contract that either of them holds; undefined where there is no contract. */
export function contractDiff({ before, after }: Sides, { category, today }: ContractDiffOptions): ContractDiff | undefined {
  const sides = [before.files, after.files] as const;
  const found: ContractDiff[] = [];
  if (sides.some(holdsProtobuf)) found.push(diffProtobuf(...sides, category && { category }));
  if (sides.some(holdsOpenApi)) found.push(diffOpenApi(...sides, { today }));
  if (found.length === 0) return undefined;
  return { changes: found.flatMap(({ changes }) => changes), problems: found.flatMap(({ problems }) => problems) };
}

const holdsProtobuf = (files: Files): boolean => files.under('').some(path => path.endsWith('.proto'));

/** One file that is named as the contract may be called anything. */
function holdsOpenApi(files: Files): boolean {
  const paths = files.under('');
  return paths.some(path => (paths.length === 1 || /\.(?:ya?ml|json)$/i.test(path)) && isOpenApi(files.read(path) ?? ''));
}

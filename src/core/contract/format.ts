import type { Files } from '../manifests/files.ts';
import type { FilePath } from '../model/source.ts';
import type { ContractDiff } from './change.ts';
import type { Category } from './protobuf/rules.ts';

export interface ContractDiffOptions {
  /** How strict the comparison of protobuf is; FILE if not said. */
  readonly category?: Category | undefined;
  /** Today, as in 2026-11-21: an OpenAPI operation may go when its announced end is over. */
  readonly today: string;
}

/** A kind of contract: told by what is in a file, compared as a whole. */
export interface ContractFormat {
  readonly name: 'protobuf' | 'openapi' | 'asyncapi' | 'graphql' | 'json-schema';
  /** Whether a file is a contract of this kind by itself, and no part that only others refer to. A file that is named as the contract may be called anything. */
  readonly isContract: (file: { readonly path: string; readonly text: string }, isNamed: boolean) => boolean;
  /** The files that have to be compared to know what a change of some means; absent where each contract says itself what it refers to. */
  readonly comparedWith?: (changed: readonly FilePath[], files: Files) => readonly FilePath[];
  readonly diff: (before: Files, after: Files, options: ContractDiffOptions) => ContractDiff;
}

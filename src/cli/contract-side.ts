import type { Files } from '../core/manifests/files.ts';
import type { Location } from '../core/model/source.ts';

/** One version of a contract, and how a place in it is shown. */
export interface ContractSide {
  readonly files: Files;
  readonly shown: (place: Location) => { readonly file: string; readonly line: number };
}

export interface ContractSides {
  readonly before: ContractSide;
  readonly after: ContractSide;
}

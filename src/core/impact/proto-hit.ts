import type { ContractChange } from '../contract/change.ts';
import type { ElementChange } from '../model/impact.ts';
import type { ContractSchema } from '../readers/messages/schema.ts';
import type { ProtoContract } from './proto-contract.ts';
import type { Sides } from './side.ts';

/** A contract's file with what many of its changes are asked about. */
export interface WrittenProto extends ProtoContract {
  readonly schema: ContractSchema;
  readonly sides: Sides;
}

/** One change of it. */
export interface ProtoHit extends WrittenProto {
  readonly change: ElementChange;
  readonly contract: ContractChange;
}

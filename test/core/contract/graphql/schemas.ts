import type { ContractDiff } from '../../../../src/core/contract/change.ts';
import { diffGraphQl } from '../../../../src/core/contract/graphql/diff-graphql.ts';
import { filesOf, type Texts } from '../protobuf/compared.ts';

export const diffOf = (before: Texts, after: Texts): ContractDiff => diffGraphQl(filesOf(before), filesOf(after));

export const schemaDiff = (before: string, after: string): ContractDiff => diffOf({ 'shop.graphql': before }, { 'shop.graphql': after });

/** `error RULE Type.field`. */
export const told = ({ changes }: ContractDiff): readonly string[] =>
  changes.map(({ severity, rule, element }) => `${severity} ${rule} ${element}`).toSorted();

import { type ContractTexts, openApi } from './open-api.ts';
import { protoContract, type ProtoContract } from './proto-contract.ts';

/**
 * The operations that an element of a contract is part of, as an impact names it: `POST /orders`, `shop.v1.Orders.Place`, or a message,
 * field or enum, which every method has that sends or answers it, however deep.
 */
export function operationsUsing(contract: ContractTexts, element: string): readonly string[] {
  if (contract.kind === 'openapi') return [openApi(contract)?.operation(element)?.id ?? []].flat();
  const proto = protoContract(contract);
  const own = proto?.rpc(element);
  if (!proto || own) return own ? [own.id] : [];
  const isMeant = (type: string): boolean => element === type || element.startsWith(`${type}.`);
  return proto.rpcs.filter(({ request, response }) => [...reached([request, response], proto)].some(isMeant)).map(({ id }) => id);
}

/** Messages and enums, by their full names. */
function reached(from: readonly string[], { fields }: ProtoContract): ReadonlySet<string> {
  const types = new Set(from);
  // A Set goes on to what was added meanwhile.
  for (const type of types) for (const field of fields(type) ?? []) if (field.type !== undefined) types.add(field.type);
  return types;
}

import type { CodeFact } from '../../../../model/fact.ts';
import type { Call, Expression } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];

/** An rpc by its full name, as clients without generated code call it: `'shop.v1.Inventory/Reserve'`. */
const RPC = /^\/?((?:[a-z][\w]*\.)+[A-Z]\w*)\/([A-Z]\w*)$/;

export function mentionedRpc(expression: Extract<Expression, { kind: 'text' | 'join' }>): readonly CodeFact[] {
  const [, service, name] = (expression.kind === 'text' && RPC.exec(expression.text)) || [];
  return service === undefined || name === undefined ? NONE : [{ kind: 'calls-member', at: expression.span, name, on: `${service}Client` }];
}

const SERVICE = /^(?:[a-z]\w*\.)+[A-Z]\w*$/;

/** An rpc by the names of its service and its method, one after the other: `NewClient(connection, "shop.v1.Inventory", "Reserve", …)`. */
export function namedRpc({ arguments: given }: Call): readonly CodeFact[] {
  const at = given.findIndex(argument => argument.kind === 'text' && SERVICE.test(argument.text));
  const [service, method] = at < 0 ? [] : given.slice(at, at + 2);
  if (service?.kind !== 'text' || method?.kind !== 'text' || !/^[A-Z]\w*$/.test(method.text)) return NONE;
  return [{ kind: 'calls-member', at: method.span, name: method.text, on: `${service.text}Client` }];
}

import type { CodeFact } from '../../../../model/fact.ts';
import type { Call } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];

const RPC = /^\/?((?:[a-z][\w]*\.)+[A-Z]\w*)\/([A-Z]\w*)$/;

/** Generated stubs say by these what their methods are; nobody calls one there. */
const STUB = /^(?:unary|stream)_(?:unary|stream)$/;

/** An rpc by its full name, as clients without generated code call it: `invoke('shop.v1.Inventory/Reserve', …)`. */
export function mentionedRpc({ arguments: given }: Call, called: string): readonly CodeFact[] {
  if (STUB.test(called)) return NONE;
  return given.flatMap(argument => {
    const [, service, name] = (argument.kind === 'text' && RPC.exec(argument.text)) || [];
    if (service === undefined || name === undefined) return NONE;
    return [{ kind: 'calls-member', at: argument.span, name, on: `${service}Client` }];
  });
}

const SERVICE = /^(?:[a-z]\w*\.)+[A-Z]\w*$/;

/** An rpc by the names of its service and its method, one after the other: `NewClient(connection, "shop.v1.Inventory", "Reserve", …)`. */
export function namedRpc({ arguments: given }: Call): readonly CodeFact[] {
  const at = given.findIndex(argument => argument.kind === 'text' && SERVICE.test(argument.text));
  const [service, method] = at < 0 ? [] : given.slice(at, at + 2);
  if (service?.kind !== 'text' || method?.kind !== 'text' || !/^[A-Z]\w*$/.test(method.text)) return NONE;
  return [{ kind: 'calls-member', at: method.span, name: method.text, on: `${service.text}Client` }];
}

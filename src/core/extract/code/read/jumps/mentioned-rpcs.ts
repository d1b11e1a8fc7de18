import type { CodeFact } from '../../../../model/fact.ts';
import type { Expression } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];

/** An rpc by its full name, as clients without generated code call it: `'shop.v1.Inventory/Reserve'`. */
const RPC = /^\/?((?:[a-z][\w]*\.)+[A-Z]\w*)\/([A-Z]\w*)$/;

export function mentionedRpc(expression: Extract<Expression, { kind: 'text' | 'join' }>): readonly CodeFact[] {
  const [, service, name] = (expression.kind === 'text' && RPC.exec(expression.text)) || [];
  return service === undefined || name === undefined ? NONE : [{ kind: 'calls-member', at: expression.span, name, on: `${service}Client` }];
}

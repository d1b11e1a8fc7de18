import { partsOf } from './chains.ts';
import { isAccess, isWord, markAt } from './code.ts';
import { declarationAt } from './declarations.ts';
import type { Inquiry, Typed } from './inquiry.ts';
import { namedType } from './named-type.ts';

/** Whether an own function returns what it is given. */
export function givesBack({ code, service }: Inquiry, name: string, number: number): boolean {
  return service.functions(name, code.path).some(({ code: other, own }) => {
    const start = partsOf(other, own.parameters[0])[number];
    const parameter = start === undefined ? '' : markAt(other, start);
    return (other.places.get(parameter) ?? []).some(
      at => own.body[0] < at && at <= own.body[1] && markAt(other, at - 1) === 'return' && !isAccess(other, at + 1),
    );
  });
}

/** What an own function of the name declares for the parameter. */
export function ownParameter(inquiry: Inquiry, name: string, number: number): Typed | undefined {
  const { code, service } = inquiry;
  for (const { code: other, own } of service.functions(name, code.path).slice(0, 2)) {
    const [open, close] = own.parameters;
    const there = inquiry.of(other);
    let count = 0;
    for (let at = open + 1; at < close; at++) {
      if (other.around[at] === open && markAt(other, at) === ',') count++;
      if (count !== number || !isWord(other, at)) continue;
      const declared = declarationAt(other, at);
      if (declared?.kind !== 'typed') continue;
      const found = namedType(there, declared.from, declared.to);
      if (found && found.messages.length > 0) return found;
    }
  }
  return undefined;
}

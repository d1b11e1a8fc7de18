import { isAccess, markAt } from './code.ts';
import { declarationAt } from './declarations.ts';
import { type Inquiry, type Typed, weakened } from './inquiry.ts';
import { namedType } from './named-type.ts';
import { regionAt } from './regions.ts';
import { valueType } from './values.ts';

/** So many files and places are searched for a field. */
const MOST_FILES = 6;
const MOST_PLACES = 40;

/** What a field of an own class is declared as: in this file, else in the files of the service if they all agree. */
export function fieldNamed(inquiry: Inquiry, name: string, not: number): Typed | undefined {
  const here = fieldIn(inquiry, name, not);
  if (here) return here;
  const { code, service } = inquiry;
  const found = service
    .filesWith(name)
    .slice(0, MOST_FILES)
    .flatMap(path => (path === code.path ? [] : (fieldIn(inquiry.of(service.code(path)!), name, -1) ?? [])));
  const [first] = found;
  const agreed = first && found.every(({ messages }) => messages.join() === first.messages.join());
  return agreed && first.messages.length > 0 ? weakened(first, 'likely') : undefined;
}

function fieldIn(inquiry: Inquiry, name: string, not: number): Typed | undefined {
  const { code } = inquiry;
  let asked = 0;
  for (const place of code.places.get(name) ?? []) {
    if (++asked > MOST_PLACES) break;
    if (place === not) continue;
    const isMember = /^(?:this|self)$/.test(markAt(code, place - 2)) && isAccess(code, place - 1);
    if (isMember && markAt(code, place + 1) === '=') {
      const found = valueType(inquiry, place + 2);
      if (found && found.messages.length > 0) return found;
    }
    const declared = declarationAt(code, place);
    if (declared?.kind !== 'typed' || regionAt(code, place)) continue;
    const found = namedType(inquiry, declared.from, declared.to);
    if (found) return found;
  }
  return undefined;
}

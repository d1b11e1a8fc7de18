import type { ExportedApi } from './exported-api.ts';
import type { Member, Shape, Signature } from './shape.ts';
import type { TypeText } from './type-text.ts';

/** Names that are gone and new ones of the same content: only where neither could be another's. */
export function renames(before: ExportedApi, after: ExportedApi): ReadonlyMap<string, string> {
  const gone = byPrint([...before].filter(([name]) => !after.has(name)));
  const fresh = byPrint([...after].filter(([name]) => !before.has(name)));
  const found = new Map<string, string>();
  for (const [print, names] of gone) {
    const others = fresh.get(print) ?? [];
    if (print !== '' && names.length === 1 && others.length === 1) found.set(names[0]!, others[0]!);
  }
  return found;
}

function byPrint(shapes: readonly (readonly [string, Shape])[]): ReadonlyMap<string, readonly string[]> {
  const found = Map.groupBy(shapes, ([name, shape]) => printOf(name, shape));
  return new Map([...found].map(([print, list]) => [print, list.map(([name]) => name)]));
}

/** The content of a shape, with its own name taken out; empty where there is too little to know it by. */
function printOf(name: string, { kind, members, signatures, construct, type, value }: Shape): string {
  if (members.size === 0 && signatures.length === 0 && !type && value === undefined) return '';
  const content = JSON.stringify([kind, [...members.values()], signatures, construct, type, value], (key, part: unknown) =>
    key === 'at' || key === 'written' ? undefined : part,
  );
  return content.replaceAll(WORD, word => (word === name ? 'It' : word));
}

const WORD = /[A-Za-z_$][\w$]*/g;

/** A shape as it is written after some types are called otherwise: what only follows from that is no change of its own. */
export function withNames(shape: Shape, names: ReadonlyMap<string, string>): Shape {
  if (names.size === 0) return shape;
  const word = (text: string): string => text.replaceAll(WORD, one => names.get(one) ?? one);
  const type = (given: TypeText): TypeText => ({ ...given, text: word(given.text), parts: given.parts.map(word) });
  const signature = (given: Signature): Signature => ({
    ...given,
    parameters: given.parameters.map(parameter => ({ ...parameter, ...(parameter.type && { type: type(parameter.type) }) })),
    ...(given.returns && { returns: type(given.returns) }),
  });
  const member = (given: Member): Member => ({
    ...given,
    signatures: given.signatures.map(signature),
    ...(given.type && { type: type(given.type) }),
  });
  return {
    ...shape,
    members: new Map([...shape.members].map(([name, given]) => [name, member(given)])),
    signatures: shape.signatures.map(signature),
    bases: shape.bases.map(word),
    ...(shape.construct && { construct: signature(shape.construct) }),
    ...(shape.type && { type: type(shape.type) }),
  };
}

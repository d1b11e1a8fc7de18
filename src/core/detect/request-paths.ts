/** The parts of a path, parameters as `{}`: of `/orders/{id}`, `/orders/:id`, `/orders/<int:id>` the same. */
export const partsOf = (path: string): readonly string[] =>
  path
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(part => part !== '')
    .map(part => (/[{}<>*]|^:|\$/.test(part) ? '{}' : part.toLowerCase()));

/** The words of a path, without its parameters. */
export const wordsOfPath = (path: string): readonly string[] => partsOf(path).filter(part => part !== '{}');

/** One is the other, or the end of it: a prefix is often said elsewhere. A part that is a parameter on one side fits any on the other. */
export function fits(one: string, other: string): boolean {
  const [long, short] = [partsOf(one), partsOf(other)].toSorted((a, b) => b.length - a.length) as [readonly string[], readonly string[]];
  if (!short.some(part => part !== '{}')) return long.length === short.length;
  const end = long.slice(long.length - short.length);
  return end.every((part, at) => part === short[at] || ((part === '{}') !== (short[at] === '{}') && samePlace(part, short[at]!)));
}

/** `/orders/7` is asked where `/orders/{id}` is served, `/orders/mine` is not. */
const samePlace = (one: string, other: string): boolean => /^\d+$|^\{\}$/.test(one) && /^\d+$|^\{\}$/.test(other);

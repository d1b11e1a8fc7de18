/** What a range says of a release line (`20`, `3.11`, `1.24`); newer releases of the line are thought to be there. */
export function admits(range: string, line: readonly number[]): boolean | undefined {
  const alternatives = range.split('||').map(alternative => alternative.trim());
  const answers = alternatives.map(alternative => admitsOne(alternative, line));
  return answers.includes(undefined) ? undefined : answers.includes(true);
}

const TERM = /(>=|<=|>|<|\^|~>|~=|~|==?|!=)?\s*v?(\d+(?:\.(?:\d+|[x*]))*)/g;

function admitsOne(alternative: string, line: readonly number[]): boolean | undefined {
  if (alternative === '' || alternative === '*' || alternative.includes(' - ')) return undefined;
  if (!/^[\s,]*$/.test(alternative.replace(TERM, ''))) return undefined;
  return [...alternative.matchAll(TERM)].every(([, sign = '', version = '']) => holds(sign, numbers(version), line));
}

/** `20.x` is 20. */
const numbers = (version: string): readonly number[] =>
  version
    .split('.')
    .filter(part => /^\d+$/.test(part))
    .map(Number);

function holds(sign: string, bound: readonly number[], line: readonly number[]): boolean {
  const order = compared(line, bound);
  switch (sign) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0 || (order === 0 && bound.length > line.length);
    case '<':
      return order < 0 || (order === 0 && bound.length > line.length && bound.slice(line.length).some(part => part > 0));
    case '<=':
      return order <= 0;
    case '!=':
      return true;
    case '^':
      return order >= 0 && line[0] === bound[0];
    default:
      return sign.startsWith('~') ? order >= 0 && line[0] === bound[0] : order === 0;
  }
}

/** Over the parts that both have. */
function compared(line: readonly number[], bound: readonly number[]): number {
  for (let at = 0; at < Math.min(line.length, bound.length); at++) if (line[at] !== bound[at]) return line[at]! - bound[at]!;
  return 0;
}

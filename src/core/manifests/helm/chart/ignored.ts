import { shellPattern } from './pattern.ts';

/** Says of a path below the chart whether it is left out, and of a folder whether all below it is. */
export type Ignored = (path: string, folder: boolean) => boolean;

interface Rule {
  readonly negated: boolean;
  readonly folderOnly: boolean;
  readonly matches: (path: string) => boolean;
}

/** As Helm reads `.helmignore`: the first rule that decides counts, and `!` leaves out whatever does not match it. */
export function ignored(text: string): Ignored {
  const rules = [...text.replace(/^\uFEFF/, '').split('\n'), 'templates/.?*'].flatMap(line => rule(line.trim()) ?? []);
  return (path, folder) => {
    for (const { negated, folderOnly, matches } of rules) {
      if (folderOnly && !folder) {
        if (negated) return true;
        continue;
      }
      if (matches(path) !== negated) return true;
    }
    return false;
  };
}

/** Double stars are an error to Helm; such a rule is passed over. */
function rule(line: string): Rule | undefined {
  if (line === '' || line.startsWith('#') || line.includes('**')) return undefined;
  const negated = line.startsWith('!');
  const unnegated = negated ? line.slice(1) : line;
  const folderOnly = unnegated.endsWith('/');
  const pattern = folderOnly ? unnegated.slice(0, -1) : unnegated;
  const rooted = pattern.startsWith('/');
  const matches = shellPattern(rooted ? pattern.slice(1) : pattern);
  const whole = rooted || pattern.includes('/');
  return { negated, folderOnly, matches: path => matches(whole ? path : path.slice(path.lastIndexOf('/') + 1)) };
}

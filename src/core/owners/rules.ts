import type { Problem, Span } from '../model/source.ts';
import { patternOf, type Dialect, type Pattern } from './pattern.ts';

/** One line of a CODEOWNERS file. */
interface OwnerRule {
  readonly at: Span;
  readonly pattern: Pattern;
  /** Empty: nobody owns what matches. */
  readonly owners: readonly string[];
  /** GitLab's `!pattern`: the section has no say in what matches. */
  readonly excludes: boolean;
}

/** Rules that are matched apart from those of other sections; a file without sections has one. */
export type OwnerSection = readonly OwnerRule[];

interface OwnerRules {
  readonly sections: readonly OwnerSection[];
  readonly problems: readonly Problem[];
}

/** `^[Name][2] @default`. */
const SECTION = /^\^?\[([^\]]+)\](?:\[\d+\])?(.*)$/;

/** Whether a text has sections, which only GitLab knows. */
export const hasSections = (text: string): boolean => text.split('\n').some(line => SECTION.test(line.trim()));

/** Pure and total: a line that cannot be read is a problem, and the others count. Sections of one name, in whatever case, are one. */
export function ownerRules(text: string, dialect: Dialect): OwnerRules {
  const problems: Problem[] = [];
  const sections = new Map<string, OwnerRule[]>();
  let name = '';
  let defaults: readonly string[] = [];
  for (const { line, at } of linesOf(text)) {
    const heading = dialect === 'gitlab' ? SECTION.exec(line) : null;
    if (heading) {
      name = heading[1]!.trim().toLowerCase();
      defaults = ownersIn(heading[2]!);
      continue;
    }
    const rule = ruleOf({ line, at, dialect, defaults });
    if ('message' in rule) problems.push(rule);
    else if (!sections.get(name)?.push(rule)) sections.set(name, [rule]);
  }
  return { sections: [...sections.values()], problems };
}

interface Line {
  readonly line: string;
  readonly at: Span;
}

function* linesOf(text: string): Iterable<Line> {
  let start = 0;
  for (const whole of text.split('\n')) {
    const line = whole.replace(/(^|\s)#.*$/, '').trimEnd();
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== '') yield { line: line.trim(), at: [start + indent, start + line.length] };
    start += whole.length + 1;
  }
}

interface Written extends Line {
  readonly dialect: Dialect;
  readonly defaults: readonly string[];
}

function ruleOf({ line, at, dialect, defaults }: Written): OwnerRule | Problem {
  const [written = '', ...words] = line.split(/(?<!\\)\s+/);
  const excludes = dialect === 'gitlab' && written.startsWith('!');
  if (dialect === 'github' && /^!|[[\]]/.test(written))
    return { at, message: `GitHub skips this line: a CODEOWNERS pattern has no "${written.startsWith('!') ? '!' : '['}".` };
  const wrong = words.find(word => !isOwner(word));
  if (wrong !== undefined && dialect === 'github')
    return {
      at,
      message: `GitHub skips this line: "${wrong.slice(0, 60)}" is no owner; write @user, @organization/team or an email address.`,
    };
  const owners = ownersIn(words.join(' '));
  const pattern = patternOf((excludes ? written.slice(1) : written).replaceAll(/\\(.)/g, '$1'), dialect);
  return { at, pattern, owners: owners.length > 0 ? owners : defaults, excludes };
}

/** `@user`, `@organization/team`, `@@role`, `somebody@example.com`. */
const OWNER = /^(@{1,2}[\w.-]+(\/[\w.-]+)*|[^@\s]+@[^@\s]+\.[^@\s]+)$/;

const LONGEST = 256;

const isOwner = (word: string): boolean => word.length <= LONGEST && OWNER.test(word);

const ownersIn = (text: string): readonly string[] => text.split(/\s+/).filter(isOwner);

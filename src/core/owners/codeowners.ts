import type { FilePath, Location, Problem } from '../model/source.ts';
import { matches, type Dialect } from './pattern.ts';
import { hasSections, ownerRules, type OwnerSection } from './rules.ts';

/** The CODEOWNERS file in force. */
interface CodeOwners {
  readonly file: FilePath;
  readonly sections: readonly OwnerSection[];
  readonly problems: readonly Problem[];
}

/** Who owns a path; nobody where `owners` is empty. */
interface Owned {
  readonly owners: readonly string[];
  /** The lines that say so, also one that takes the owners away. */
  readonly evidence: readonly Location[];
}

/** Where GitHub and GitLab look, the first that is there counts. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'] as FilePath[];
const GITLAB = '.gitlab-ci.yml' as FilePath;

/** GitHub does not read a larger one. */
const MOST_CHARACTERS = 3_000_000;

export function codeOwners(read: (path: FilePath) => string | undefined): CodeOwners | undefined {
  for (const file of PLACES) {
    const text = read(file);
    if (text === undefined) continue;
    if (text.length > MOST_CHARACTERS) return { file, sections: [], problems: [TOO_LONG] };
    return { file, ...ownerRules(text, dialectOf(file, text, read)) };
  }
  return undefined;
}

const TOO_LONG: Problem = { at: [0, 0], message: 'The CODEOWNERS file has more than 3 MB, and is not read.' };

function dialectOf(file: FilePath, text: string, read: (path: FilePath) => string | undefined): Dialect {
  if (file.startsWith('.github/')) return 'github';
  return file.startsWith('.gitlab/') || hasSections(text) || read(GITLAB) !== undefined ? 'gitlab' : 'github';
}

/** Of each section the last line that matches counts. */
export function ownersOf({ file, sections }: CodeOwners, path: FilePath): Owned {
  const telling = sections.flatMap(rules => {
    const fitting = rules.filter(({ pattern }) => matches(pattern, path));
    return fitting.some(({ excludes }) => excludes) ? [] : fitting.slice(-1);
  });
  return {
    owners: [...new Set(telling.flatMap(({ owners }) => owners))],
    evidence: telling.map(({ at }) => ({ file, span: at })),
  };
}

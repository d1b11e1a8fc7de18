/** A script whose variables and substitutions are marks of the same length, so that they part no words and places stay. */
interface MarkedScript {
  readonly text: string;
  /** A text of the marked script with `${NAME}` in place of each mark. */
  readonly shown: (text: string) => string;
}

/** Stands before a path that is seen from the root of the checkout. */
export const ROOT = '\uF8FE';

const FIRST = 0xe000;
const MOST = 0x1000;
const FILL = '\uF8FF';
const PRIVATE = /[\uE000-\uF8FF]/g;
const MARK = /([\uE000-\uEFFF])\uF8FF*/g;

/** `${{ … }}`, `{{ … }}`, `$(…)` with brackets inside it, `${…}`, `$name`. */
const EXPRESSION =
  /\$\{\{([^{}\n]{0,300})\}\}|\{\{([^{}\n]{0,300})\}\}|\$?\$\(((?:[^()\n]|\((?:[^()\n]|\([^()\n]{0,200}\)){0,300}\)){1,400})\)|\$?\$\{([^{}\n]{1,300})\}|\$\$?(?:env:)?([A-Za-z_]\w*|\d)/g;

export function markedScript(text: string): MarkedScript {
  const marked: string[] = [];
  const marks = (part: string): string =>
    part.replace(EXPRESSION, (whole, ...groups: (string | undefined)[]) => {
      const command = groups[2];
      if (marked.length >= MOST) return whole;
      if (command !== undefined && INSTALLS.test(command)) return `${whole.slice(0, whole.indexOf('(') + 1)}${marks(command)})`;
      marked.push(meaning(groups));
      return String.fromCharCode(FIRST + marked.length - 1).padEnd(whole.length, FILL);
    });
  const plain = marks(text.replace(PRIVATE, '?'));
  return { text: plain, shown: part => part.replace(MARK, (_, sign: string) => marked[sign.charCodeAt(0) - FIRST] ?? '') };
}

function meaning([github, template, command, braces, name]: readonly (string | undefined)[]): string {
  const expression = github ?? template ?? command?.replace(/\s+/g, ' ');
  return expression === undefined ? ofVariable(braces ?? name ?? '') : hole(expression);
}

/** What a substitution installs is read as a command of its own. */
const INSTALLS = /\b(?:helm3?|kubectl|kustomize)\b/;

/** Folders that a script finds by itself: that of its file, and the root of the checkout. */
const OWN_FOLDER =
  /\bdirname\b|BASH_SOURCE|^\s*pwd\s*$|^(?:PWD|CURDIR|PSScriptRoot|TASKFILE_DIR|ROOT_DIR|(?:source|justfile)_directory\(\))$/;
const CHECKOUT =
  /rev-parse\s+--show-toplevel|^(?:CI_PROJECT_DIR|GITHUB_WORKSPACE|WORKSPACE|BUILD_SOURCESDIRECTORY|Build\.SourcesDirectory|System\.DefaultWorkingDirectory|github\.workspace|Pipeline\.Workspace|CODEBUILD_SRC_DIR|BITBUCKET_CLONE_DIR)$/i;

const folder = (text: string): string | undefined => (CHECKOUT.test(text) ? ROOT : OWN_FOLDER.test(text) ? '.' : undefined);

function hole(code: string): string {
  const text = code.trim().replace(/^\./, '');
  return folder(text) ?? `\${${text.replace(/[{}$]/g, '').slice(0, 80) || '?'}}`;
}

/** `${NAME:-default}` is its default: what it is when nobody sets it. */
function ofVariable(inside: string): string {
  const [, name = inside, fallback] = /^([A-Za-z_]\w*)(?::?[-=]([^]*))?/.exec(inside) ?? [];
  return folder(inside) ?? (fallback && !/[$`]/.test(fallback) ? fallback.replace(/^(["'])([^]*)\1$/, '$2') : hole(name));
}

const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+|readonly[ \t]+|local[ \t]+|declare[ \t]+|set[ \t]+|\$env:)?([A-Za-z_]\w*)[ \t]*[:?]?=[ \t]*(\([^()]{0,1000}\)|"[^"\n]*"|'[^'\n]*'|[^\s#;&|"'][^\s#;&|]*)/gm;

/** Variables that the script gives one text, and no other. */
export function assigned({ text, shown }: MarkedScript): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  for (const [, name, written = ''] of text.matchAll(ASSIGNMENT)) {
    const value = shown(
      written.replace(/^(["'])([^]*)\1$/, '$2').replace(/^\(([^]*)\)$/, (_, list: string) => list.replace(/["'\s]+/g, ' ').trim()),
    );
    const isOwn = value.includes(`\${${name}}`) || /^\$\{[^{}]*\}$/.test(value) || value.length > LONGEST_VALUE;
    found.set(name!, isOwn || (found.has(name!) && found.get(name!) !== value) ? undefined : value);
  }
  return new Map([...found].flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

const LONGEST_VALUE = 1_000;
const MOST_TURNS = 50;
const LOOP = /\bfor[ \t]+(\w+)[ \t]+in[ \t]+([^\n;]{1,1000}?)[ \t]*(?:;|\n)\s*do\b/g;

/** Variables of loops over words that are written out. */
export function loops({ text, shown }: MarkedScript): ReadonlyMap<string, readonly string[]> {
  const found = Array.from(text.matchAll(LOOP), ([, name, list]) => [name!, shown(list!).replace(/["']/g, '').split(/\s+/)] as const);
  return new Map(found.filter(([, words]) => words.length <= MOST_TURNS && words.every(word => !/[$*`()]/.test(word))));
}

/** Escaped quotes of a text in a text, with its length kept. */
export const unescaped = (text: string): string => text.replace(/\\(["'])([^"'\\]{0,2000})\\\1/g, ' $1$2$1 ').replace(/\\(["'])/g, ' $1');

import type { ImageBuild } from '../../model/image-fact.ts';
import { shellWords } from '../shell-words.ts';
import { written } from '../dockerfile/stage.ts';
import { type Build, fromContext, imageBuild } from './image-build.ts';

const COMMAND =
  /\b(?:docker|podman|nerdctl|buildah|kaniko\/executor|executor)[ \t]+(?:--?\w[\w=-]*[ \t]+)*(?:buildx[ \t]+|image[ \t]+)?(?:build|bud|b)?\b(?:\\\r?\n|[^\n])*/g;
const IS_BUILD = /^\S+[ \t]+(?:--?\w[\w=-]*[ \t]+)*(?:(?:buildx|image)[ \t]+)?(?:build|bud|b)\b|^\S*executor[ \t]/;
const FOLDER = /(?:^|[;&|(][ \t]*|[ \t])(?:cd|pushd)[ \t]+("[^"]*"|'[^']*'|[^\s;&|)]+)[ \t]*(?:&&|;)/g;
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+|readonly[ \t]+|local[ \t]+)?([A-Za-z_]\w*)[ \t]*[:?]?=[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s#;&|]+)/gm;

/** `docker build -t NAME PATH` and its likes in scripts, Makefiles and CI files. */
export function buildCommands(text: string, folder = '.', offset = 0): readonly ImageBuild[] {
  const variables = new Map(Array.from(text.matchAll(ASSIGNMENT), ([, name, value]) => [name!, value!.replace(/^["']|["']$/g, '')]));
  return Array.from(text.matchAll(COMMAND)).flatMap(match => {
    if (!IS_BUILD.test(match[0])) return [];
    const start = offset + match.index;
    const line = text.slice(Math.max(match.index - 500, text.lastIndexOf('\n', match.index - 1) + 1), match.index);
    const before = [...line.matchAll(FOLDER)].at(-1)?.[1]?.replace(/["']/g, '');
    const words = commandWords(match[0], variables);
    const build = buildOf(words, [start, start + match[0].trimEnd().length]);
    return build ? build.images.flatMap(image => imageBuild({ ...build, image }, joined(folder, before, variables))) : [];
  });
}

const joined = (folder: string, inside: string | undefined, variables: ReadonlyMap<string, string>): string =>
  inside === undefined ? folder : folder === '.' ? resolved(inside, variables) : `${folder}/${resolved(inside, variables)}`;

/** Up to the first operator. Make writes variables as `$(NAME)`. */
function commandWords(command: string, variables: ReadonlyMap<string, string>): readonly string[] {
  const text = command
    .replace(/\$\((\w+)\)/g, '${$1}')
    .replace(/\\"/g, '"')
    .replace(/"[,\s]*$/, quote => (count(command, '"') % 2 === 1 ? '' : quote));
  const words = shellWords(text).map(({ value }) => resolved(written(value), variables));
  const end = words.findIndex(word => /^(?:&&|\|\||[;|&<>()]|\d?>&\d)$/.test(word));
  return end < 0 ? words : words.slice(0, end);
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;

function resolved(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  if (depth > 4 || !text.includes('$') || text.length > 2_000) return text;
  const next = text.replace(
    /\$\{(\w+)\}|\$\((\w+)\)|\$(\w+)/g,
    (whole, ...names: (string | undefined)[]) => variables.get(names[0] ?? names[1] ?? names[2] ?? '') ?? whole,
  );
  return next === text ? text : resolved(next, variables, depth + 1);
}

/** Flags of `docker build` that stand alone; all others take the next word unless they hold `=`. */
const ALONE =
  /^(?:--(?:no-cache|pull|push|load|rm|force-rm|quiet|squash|compress|debug|cleanup|single-snapshot|reproducible|use-new-run|no-push)|-q|-D)$/;

/** The words after the program's name. A Dockerfile's path is seen from where the command runs. */
export function buildOf(
  words: readonly string[],
  at: Build['at'],
): (Omit<Build, 'image'> & { readonly images: readonly string[] }) | undefined {
  const images: string[] = [];
  const positional: string[] = [];
  let context: string | undefined;
  let dockerfile: string | undefined;
  const kaniko = words[0]?.endsWith('executor') === true;
  for (let index = kaniko ? 1 : words.findIndex(word => /^(?:build|bud|b)$/.test(word)) + 1; index < words.length; index++) {
    const word = words[index]!;
    if (!word.startsWith('-') || word === '-') {
      positional.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const flag = equals < 0 ? word : word.slice(0, equals);
    const value = equals >= 0 ? word.slice(equals + 1) : ALONE.test(flag) ? '' : (words[++index] ?? '');
    if (/^(?:-t|--tag|--destination|-d)$/.test(flag)) images.push(value);
    else if (/^(?:-f|--file|--dockerfile)$/.test(flag)) dockerfile = value;
    else if (/^(?:--context|-c)$/.test(flag)) context = value;
  }
  const from = kaniko ? context : positional.at(-1);
  return images.length === 0
    ? undefined
    : { images: images.slice(0, 4), context: from, dockerfile: kaniko ? dockerfile : fromContext(dockerfile, from), at };
}

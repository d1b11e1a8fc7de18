/** Before and after a comment, by what files are called. The first that fits counts. */
const COMMENTS: readonly (readonly [file: RegExp, before: string, after: string])[] = [
  [/\.(json|jsonc|lock|csv|md|txt)$/i, '', ''],
  [/\.(ts|tsx|mts|cts|js|jsx|mjs|cjs|go|java|kt|kts|scala|groovy|gradle|cs|rs|php|c|h|cc|cpp|hpp|swift|dart|proto|bicep)$/i, '//', ''],
  [/\.(xml|html|htm|vue|svelte|csproj|props|config)$/i, '<!--', ' -->'],
  [/\.(css|scss|less)$/i, '/*', ' */'],
  [/\.(sql|lua)$/i, '--', ''],
  [/\.ini$/i, ';', ''],
  [/./, '#', ''],
];

export interface Commented {
  readonly file: string;
  /** The whole line that is meant. */
  readonly line: string;
  readonly check: string;
  readonly reason: string;
}

/** The line to write above; null where such files have no comments. */
export function ignoreComment({ file, line, check, reason }: Commented): string | null {
  const [, before, after] = COMMENTS.find(([pattern]) => pattern.test(file))!;
  if (before === '') return null;
  const indent = /^\s*/.exec(line)![0];
  const plain = reason
    .replace(/\*\/|-->/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${indent}${before} faultline-ignore ${check}: ${plain}${after}`;
}

import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

/** Parses a command's arguments; an unknown option is a usage error in one sentence. */
export function parsed<const O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { positionals, options: values };
  } catch (error) {
    throw new UsageError(sentence((error as Error).message));
  }
}

/** Node's message as one sentence. */
const sentence = (message: string): string =>
  `${message
    .split('\n')[0]!
    .replace(/\. To specify.*$/, '')
    .replace(/\.$/, '')}.`;

/** A command that takes so many words and no more. */
export function atMost({ positionals }: { readonly positionals: readonly string[] }, count: number): void {
  const extra = positionals[count];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many; put a name with spaces into quotes.`);
}

/** One of the choices, or a usage error that lists them. */
export function oneOf<const C extends string>(value: string | boolean | undefined, choices: readonly C[], option: string): C {
  const found = choices.find(choice => choice === (value ?? choices[0]));
  if (found === undefined) throw new UsageError(`${option} takes one of ${choices.join(', ')}, not "${String(value)}".`);
  return found;
}

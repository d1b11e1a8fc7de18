import { TemplateError } from '../value.ts';

/** A regular expression as far as it has been read. */
export interface Reader {
  readonly source: string;
  readonly groups: string[];
  at: number;
  flags: ReadonlySet<string>;
  depth: number;
}

export const wrong = (what: string, where: string): TemplateError => new TemplateError(`error parsing regexp: ${what}: \`${where}\``);

export function eat(reader: Reader, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = reader.at;
  const match = pattern.exec(reader.source) ?? undefined;
  if (match) reader.at += match[0].length;
  return match;
}

export function eaten(reader: Reader, text: string): boolean {
  const found = reader.source.startsWith(text, reader.at);
  if (found) reader.at += text.length;
  return found;
}

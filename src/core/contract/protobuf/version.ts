import type { FilePath } from '../../model/source.ts';
import { type Elements, elementsOf, type FileElement } from './elements.ts';
import { type ImportProblem, imported } from './imports.ts';
import { parseProto } from './parse.ts';
import { Types } from './types.ts';
import type { Read } from './unchanged.ts';

/** One version of all files of a contract, read and with its names looked up on demand. */
export interface Version extends Elements {
  readonly files: ReadonlyMap<string, FileElement>;
  /** The files that were given, and not those that come with every compiler. */
  readonly read: ReadonlyMap<string, Read>;
  readonly types: Types;
  readonly problems: () => readonly ImportProblem[];
}

export function versionOf(texts: ReadonlyMap<FilePath, string>): Version {
  const syntaxes = [...texts].map(([path, text]) => parseProto({ path, text }));
  const { files, visible, problems } = imported(syntaxes);
  const elements = files.map(elementsOf);
  const messages = elements.flatMap(({ messages }) => messages);
  const enums = elements.flatMap(({ enums }) => enums);
  const types = new Types([...messages, ...enums], files, visible);
  const written = syntaxes.flatMap(({ path, problems }) => problems.map(({ at, message }) => ({ file: path, at, message })));
  return {
    files: new Map(files.map(file => [file.syntax.path, file])),
    // The files given stand first.
    read: new Map(syntaxes.map((syntax, at) => [syntax.path, { syntax, text: texts.get(syntax.path) ?? '', elements: elements[at]! }])),
    messages,
    enums,
    extensions: elements.flatMap(({ extensions }) => extensions),
    services: elements.flatMap(({ services }) => services),
    types,
    problems: () => [...written, ...problems, ...types.problems],
  };
}

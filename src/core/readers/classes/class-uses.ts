import { baseName, folderOf } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { type Code, isAccess, isWord, markAt, spanOf } from '../messages/code.ts';
import { fieldUses } from '../messages/field-uses.ts';
import { importsOf } from '../messages/imports.ts';
import { serviceCode, type ServiceCode } from '../messages/service-code.ts';
import type { Texts, Use } from '../use.ts';
import { classSchema, fullName } from './class-schema.ts';
import type { Declared, DeclaredMember } from './declared.ts';

/** What is looked for: a class, one of its members, or a function that belongs to none. */
interface ClassQuestion {
  /** The file that declares it, and others whose classes it holds. */
  readonly files: readonly [Declared, ...Declared[]];
  readonly type?: string;
  readonly member?: DeclaredMember;
}

/** Where the code in these files uses it. The files that declare it are not looked into. Pure and total. */
export function classUses(question: ClassQuestion, files: readonly FilePath[], texts: Texts): readonly Use[] {
  const [home] = question.files;
  const searched = files.filter(file => question.files.every(({ path }) => path !== file));
  const { type, member } = question;
  const schema = classSchema(question.files);
  const message = type === undefined ? undefined : fullName(type, home);
  const typed = message === undefined ? [] : fieldUses({ schema, message, ...(member && { field: member.name }) }, searched, texts).uses;
  const named = member?.kind === 'function' ? [...namedUses({ home, member, type }, serviceCode(searched, texts))] : [];
  return [...typed, ...named.filter(use => !typed.some(({ at }) => at.file === use.at.file && at.span[0] === use.at.span[0]))];
}

interface Named {
  readonly home: Declared;
  readonly member: DeclaredMember;
  readonly type: string | undefined;
}

/** Functions that are called by the name of their class, package or module, or as if they were the receiver's own. */
function* namedUses(asked: Named, service: ServiceCode): Generator<Use> {
  const { name } = asked.member;
  for (const path of service.filesWith(name)) {
    const code = service.code(path);
    for (const at of code?.places.get(name) ?? []) {
      const confidence = means({ code: code!, at }, asked, service);
      if (confidence) yield { at: { file: path, span: spanOf(code!, at) }, how: 'calls', confidence, why: `it calls ${name}` };
    }
  }
}

function means(
  { code, at }: { readonly code: Code; readonly at: number },
  { home, member, type }: Named,
  service: ServiceCode,
): Use['confidence'] | undefined {
  const { name } = member;
  if (!isAccess(code, at - 1)) return type === undefined && isImported(code, name, home) ? 'certain' : undefined;
  const qualifier = isWord(code, at - 2) ? markAt(code, at - 2) : '';
  if (type === undefined) return leadsTo(importsOf(code).named.get(qualifier), home) ? 'certain' : undefined;
  if (qualifier === type) return 'certain';
  return member.extends && service.functions(name, code.path).length === 0 ? 'likely' : undefined;
}

/** `from shop.money import total`, `import shop.total`. */
function isImported(code: Code, name: string, home: Declared): boolean {
  const source = importsOf(code).named.get(name);
  return source !== undefined && source.endsWith(`.${name}`) && leadsTo(source.slice(0, -name.length - 1), home);
}

/** A path of an import means the file, or in Go its folder, or the namespace that it is in. */
function leadsTo(source: string | undefined, { path, namespace, language }: Declared): boolean {
  if (source === undefined) return false;
  if (language === 'Go') return isTail(source, folderOf(path)) || isTail(folderOf(path), source);
  return source === namespace || source.split(/[./]/).at(-1) === baseName(path).replace(/\.\w+$/, '');
}

const isTail = (long: string, end: string): boolean => end !== '' && `/${long}`.endsWith(`/${end}`);

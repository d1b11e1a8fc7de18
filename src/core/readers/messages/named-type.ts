import { surestFirst } from '../../model/confidence.ts';
import type { Confidence } from '../../model/graph.ts';
import { remembered } from '../../model/remembered.ts';
import { type Code, isAccess, isWord, markAt } from './code.ts';
import { importsOf } from './imports.ts';
import { type Inquiry, NO_MESSAGE, type Typed } from './inquiry.ts';
import type { CodeLanguage } from './language.ts';
import { ownTypes } from './own-types.ts';
import { type ContractSchema, lastName, type MessageShape, type Origin } from './schema.ts';
import { messageNames } from './spelling.ts';

/** The message that a written type names, whatever it is wrapped in: `Promise<Ad[]>`, `map[string]*pb.Ad`. Of several the last one counts. */
export function namedType(inquiry: Inquiry, from: number, to: number): Typed | undefined {
  const { code } = inquiry;
  const isCall = CALL.test(markAt(code, from)) || CALL.test(markAt(code, from + 2));
  let other = false;
  let last: Typed | undefined;
  for (let at = from; at < to; at++) {
    if (!isWord(code, at)) continue;
    const found = namedMessage(inquiry, at);
    if (found && isCall) return found;
    last = found ?? last;
    other ||= !isOpen(markAt(code, at));
  }
  return last ?? (other ? NO_MESSAGE : undefined);
}

/** What a handler of Node is called with names its request first, then its response. */
const CALL = /^Server\w*(?:Call|Stream)$/;

/** A type that says nothing of what it holds. */
const isOpen = (word: string): boolean => /^(?:any|unknown|object|Object|dynamic|var|Any|interface|auto|let|const|final|T|_)$/.test(word);

/** The message that a word names as a type, and how sure it is that no other type is meant. */
export function namedMessage(inquiry: Inquiry, at: number): Typed | undefined {
  const { code, schema } = inquiry;
  const word = markAt(code, at);
  const own = ownTypes(inquiry.service, schema).get(word);
  if (own) return { messages: [own.message], confidence: 'likely', why: `${word} mirrors the ${own.message} of the contract` };
  const candidates = candidatesOf(schema, aliased(code, at) ?? word);
  if (candidates.length === 0) return undefined;
  const fitting = candidates.flatMap(message => {
    const confidence = provenance(inquiry, at, message);
    return confidence ? [{ message, confidence }] : [];
  });
  const surest = fitting.toSorted(surestFirst)[0]?.confidence;
  if (surest === undefined) return undefined;
  const exact = narrowed(
    fitting.filter(({ confidence }) => confidence === surest),
    code,
    at,
  );
  return {
    messages: exact.map(({ message }) => message.name),
    confidence: exact.length > 1 ? 'possible' : exact[0]!.confidence,
    why: `${word} is the ${exact[0]!.message.name} of the contract`,
  };
}

/** What a name was called where it comes from: `using GrpcAd = Shop.Grpc.Ad`. */
function aliased(code: Code, at: number): string | undefined {
  const source = isAccess(code, at - 1) ? undefined : importsOf(code).named.get(markAt(code, at));
  const [, original] = /[.#\\:](\w+)$/.exec(source ?? '') ?? [];
  return original !== undefined && (code.language !== 'JavaScript' || source!.includes('#')) && code.language !== 'Go'
    ? original
    : undefined;
}

/** How sure it is that a name of an enum or message means this one. */
export const meansShape = (inquiry: Inquiry, at: number, shape: Shape): Confidence | undefined => provenance(inquiry, at, shape);

type Shape = Pick<MessageShape, 'name' | 'origins'>;

type Fitting = { readonly message: MessageShape; readonly confidence: Confidence };

/** Of messages with one name, those whose outer message or package is written before it. */
function narrowed(found: readonly Fitting[], code: Code, at: number): readonly Fitting[] {
  if (found.length < 2) return found;
  const qualifier = qualifierOf(code, at).map(plain);
  const source = sourceOf(code, at);
  const isNear = ({ message }: Fitting): boolean => {
    const last = plain(message.name.split('.').at(-2) ?? '');
    return (
      (last !== '' && qualifier.includes(last)) ||
      (source !== undefined && message.origins.some(origin => comesFrom(source, origin, code.language) || liesUnder(source, origin)))
    );
  };
  const near = found.filter(isNear);
  return near.length > 0 ? near : found;
}

const messagesByName = remembered(({ messages }: ContractSchema) => Map.groupBy(messages.values(), ({ name }) => lastName(name)));

function candidatesOf(schema: ContractSchema, word: string): readonly MessageShape[] {
  const index = messagesByName(schema);
  for (const name of messageNames(word)) {
    const found = index.get(name);
    if (found) return found;
  }
  return [];
}

/** What stands before a name: `hipstershop`, `Demo` of `hipstershop.Demo.Ad`. */
function qualifierOf(code: Code, at: number): readonly string[] {
  const found: string[] = [];
  for (let here = at; isAccess(code, here - 1) && isWord(code, here - 2) && found.length < 8; here -= 2)
    found.unshift(markAt(code, here - 2));
  return found;
}

/** Where the name, or the first of what stands before it, is imported from. */
function sourceOf(code: Code, at: number): string | undefined {
  const qualifier = qualifierOf(code, at);
  const { named } = importsOf(code);
  const root = qualifier[0] ?? markAt(code, at);
  const source = named.get(root);
  return source === undefined ? undefined : [source, ...qualifier.slice(1)].join('.');
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');

const GENERATED = /(?:^|[^a-z])(?:\w*pb2?|protos?|protobufs?|\w*grpc|genproto|gen|generated|stubs?|contracts?|interfaces?)(?:[^a-z]|$)/i;

/** Whether a path of an import leads to what is generated from a file; or to generated code at all, of which no more is known. */
const fits = (source: string, origins: readonly Origin[], language: CodeLanguage): boolean =>
  origins.some(origin => comesFrom(source, origin, language)) || GENERATED.test(source);

/** The package is part of the path. */
const liesUnder = (source: string, { package: name }: Origin): boolean => name !== '' && segmentsOf(source).includes(segmentsOf(name));

const OPTION: Readonly<Partial<Record<CodeLanguage, string>>> = {
  Go: 'go_package',
  Java: 'java_package',
  Kotlin: 'java_package',
  'C#': 'csharp_namespace',
  PHP: 'php_namespace',
  Ruby: 'ruby_package',
};

/** Whether a path of an import leads to what is generated from a file. */
function comesFrom(source: string, { package: name, file, options }: Origin, language: CodeLanguage): boolean {
  if (language === 'JavaScript' || language === 'Python')
    return [file, name].some(origin => origin !== '' && plain(origin) === moduleName(source, language));
  const option = OPTION[language];
  const written = (option === undefined ? undefined : options.get(option)) ?? name;
  if (written === '') return false;
  const [path, origin] = [segmentsOf(source), segmentsOf(written)];
  if (language === 'Go') return path.endsWith(origin) || origin.endsWith(path);
  return language === 'Rust' ? path.includes(origin) : path.startsWith(origin);
}

/** `demo` of `../gen/demo.js`, `protos.demo.Ad`. */
const moduleName = (source: string, language: CodeLanguage): string =>
  plain(
    source
      .replace(/#.*$/, '')
      .replace(/\.[jt]s$/, '')
      .replace(language === 'Python' ? /\.[A-Z]\w*$/ : '', '')
      .replace(language === 'Python' ? /^.*[.]/ : /^.*[/]/, ''),
  );

/** `-github-com-shop-genproto-`, without the name that a Go package is given besides. */
const segmentsOf = (path: string): string =>
  `-${path
    .replace(/;.*$/, '')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean)
    .join('-')}-`;

/** How sure it is that a name of a type means the generated type; undefined where it means another. */
function provenance(inquiry: Inquiry, at: number, { origins, name }: Shape): Confidence | undefined {
  const { code, service } = inquiry;
  const { language } = code;
  const word = markAt(code, at);
  const source = sourceOf(code, at);
  if (source !== undefined) {
    if (fits(source, origins, language)) return 'certain';
    return (language === 'JavaScript' || language === 'Python') && !service.declaresType(word) ? strange(source) : undefined;
  }
  const qualifier = qualifierOf(code, at);
  if (qualifier.length > 0) return qualified(qualifier, { origins, name }, language);
  const isOwn = service.declaresType(word);
  if (language === 'Go') return service.isGeneratedBeside(code.path) && !isOwn ? 'certain' : undefined;
  if (language === 'JavaScript') return isOwn ? 'likely' : undefined;
  const { all } = importsOf(code);
  const isSeen = all.some(path => origins.some(origin => comesFrom(path, origin, language)));
  // The namespace that code itself stands in comes before what it uses.
  if (isOwn) return isSeen && origins.some(origin => isSame(all.at(-1)!, origin, language)) ? 'certain' : undefined;
  return isSeen || all.some(path => GENERATED.test(path)) ? 'certain' : 'likely';
}

/** A type from elsewhere that only has the name: of a file of the service rather the message than of a library. */
const strange = (source: string): Confidence => (/^(?:\.|@\/|~\/)/.test(source) ? 'likely' : 'possible');

const isSame = (path: string, { package: name, options }: Origin, language: CodeLanguage): boolean =>
  segmentsOf(path) === segmentsOf(options.get(OPTION[language] ?? '') ?? name);

/** `Hipstershop::Ad` without any import, or a path from the top. */
function qualified(qualifier: readonly string[], { origins, name }: Shape, language: CodeLanguage): Confidence | undefined {
  const path = qualifier.join('.');
  const written = segmentsOf(path);
  const known = origins
    .flatMap(({ package: outer, options }) => [outer, ...options.values()])
    .map(segmentsOf)
    .filter(text => text.length > 2);
  if (
    known.some(text => text.endsWith(written) || written.startsWith(text)) ||
    plain(name.split('.').at(-2) ?? '') === plain(qualifier.at(-1)!)
  )
    return 'certain';
  if (language === 'Go') return undefined;
  return GENERATED.test(path) ? 'certain' : language === 'JavaScript' || language === 'Python' ? 'likely' : undefined;
}

import type { Annotation, Module, Parameter, Statement } from '../../extract/code/syntax.ts';
import type { FilePath, Source, Span } from '../../model/source.ts';
import { moduleOf } from '../payload/module-of.ts';

/** What a file of code offers to other files. */
export interface Declared {
  readonly path: FilePath;
  readonly language: Module['language'];
  readonly namespace?: string;
  readonly types: readonly DeclaredType[];
  readonly functions: readonly DeclaredMember[];
}

export interface DeclaredType {
  readonly name: string;
  readonly bases: readonly string[];
  readonly members: readonly DeclaredMember[];
  /** Absent where several can be chosen from. */
  readonly maker?: DeclaredMember;
  readonly span: Span;
}

export interface DeclaredMember {
  readonly kind: 'value' | 'function';
  readonly name: string;
  readonly type?: string;
  /** As it is called where it is written as JSON. */
  readonly wire: string;
  /** Of a function: how many arguments it asks for. */
  readonly required: number;
  readonly most: number;
  /** Its first argument stands before the dot. */
  readonly extends?: true;
  /** Only its own class knows it. */
  readonly hidden?: true;
  readonly span: Span;
}

type ClassStatement = Extract<Statement, { kind: 'class' }>;
type FunctionStatement = Extract<Statement, { kind: 'function' }>;
type Assignment = Extract<Statement, { kind: 'assign' }>;

/** Classes, structs, interfaces and records of a file with their members, and its functions. Nothing for what is no code. Total. */
export function declared(source: Source): Declared | undefined {
  const module = moduleOf(source);
  if (!module) return undefined;
  const { language, namespace, statements } = module;
  const functions = statements.filter(statement => statement.kind === 'function');
  const types = statements.flatMap(statement => (statement.kind === 'class' ? typesOf(statement, { source, language, functions }) : []));
  const loose = functions
    .filter(({ receiver, name }) => receiver === undefined && isOffered(name, language))
    .map(one => functionOf(one, source));
  return { path: source.path, language, ...(namespace !== undefined && { namespace }), types: melted(types), functions: loose };
}

interface Place {
  readonly source: Source;
  readonly language: Module['language'];
  /** Those beside the classes: methods of Go and Rust. */
  readonly functions: readonly FunctionStatement[];
}

function typesOf(statement: ClassStatement, place: Place): DeclaredType[] {
  const { name, bases, body, parameters, span } = statement;
  if (!isOffered(name, place.language)) return [];
  const own = body.filter(inner => inner.kind === 'function');
  const makers = own.filter(inner => inner.name === name || inner.name === '__init__').map(one => functionOf(one, place.source));
  const methods = [
    ...own.filter(inner => inner.name !== name && !inner.name.startsWith('_')),
    ...place.functions.filter(({ receiver }) => receiverOf(receiver) === name),
  ];
  const values = body.filter(inner => inner.kind === 'assign').flatMap(inner => valueOf(inner, place.language));
  const [maker] = parameters.length > 0 ? [madeBy(name, parameters, span)] : makers.length === 1 ? makers : [];
  const offered = methods.filter(one => isOffered(one.name, place.language)).map(one => functionOf(one, place.source));
  const isOpened = statement.annotations.some(annotation => OPENS.test(annotation.name));
  const written = [...values, ...offered].map(one => (isOpened || !isPrivate(one, place.source) ? one : { ...one, hidden: true as const }));
  const members = [...parameters.map(one => parameterValue(one, span)), ...written];
  const inner = body.flatMap(one => (one.kind === 'class' ? typesOf(one, place) : []));
  return [{ name, bases, members, ...(maker && { maker }), span }, ...inner];
}

/** Lombok writes methods for what is private. */
const OPENS = /^(Data|Value|Getter|Setter|Builder)$/;

/** What stands between the end of what was before and the name. */
function isPrivate({ name, span: [start] }: DeclaredMember, { text }: Source): boolean {
  const from = Math.max(text.lastIndexOf(';', start - 1), text.lastIndexOf('{', start - 1), text.lastIndexOf('}', start - 1)) + 1;
  return /\bprivate\b/.test(text.slice(from, text.indexOf(name, start)));
}

/** A class in several parts is one. */
const melted = (types: readonly DeclaredType[]): DeclaredType[] =>
  [...Map.groupBy(types, ({ name }) => name).values()].map(parts => ({
    ...parts[0]!,
    bases: [...new Set(parts.flatMap(({ bases }) => bases))],
    members: parts.flatMap(({ members }) => members),
  }));

/** Go offers what begins with a capital, Python what does not begin with an underscore. */
const isOffered = (name: string, language: Module['language']): boolean =>
  language === 'Go' ? /^[A-Z]/.test(name) : name !== '' && !name.startsWith('_');

const receiverOf = (receiver: string | undefined): string | undefined => receiver?.replace(/^[*&]+|\[.*$|<.*$/g, '');

function functionOf({ name, parameters, returns, span }: FunctionStatement, { text }: Source): DeclaredMember {
  const asked = parameters.filter(parameter => !/^(self|cls)$/.test(parameter.name));
  const isExtension = new RegExp(`\\b${name}\\s*(?:<[^<>(]*>)?\\s*\\(\\s*this\\s`).test(text.slice(...span));
  return {
    kind: 'function',
    name,
    ...(returns !== undefined && { type: returns }),
    wire: name,
    required: asked.filter(parameter => parameter.default === undefined && !isOpen(parameter)).length,
    most: asked.some(isOpen) ? Infinity : asked.length,
    ...(isExtension && { extends: true }),
    span,
  };
}

/** `params`, `*args`, `...T`, `T...`. */
const isOpen = ({ name, type }: Parameter): boolean => /^\*|\.\.\./.test(name) || /\.\.\.|\bparams\b/.test(type ?? '');

const madeBy = (name: string, parameters: readonly Parameter[], span: Span): DeclaredMember => ({
  kind: 'function',
  name,
  wire: name,
  required: parameters.filter(parameter => parameter.default === undefined).length,
  most: parameters.length,
  span,
});

const parameterValue = ({ name, type, annotations }: Parameter, span: Span): DeclaredMember => ({
  kind: 'value',
  name,
  ...(type !== undefined && { type }),
  wire: wireName(name, annotations),
  required: 0,
  most: 0,
  span,
});

function valueOf({ target, type, annotations, span }: Assignment, language: Module['language']): DeclaredMember[] {
  const [name] = target;
  if (name === undefined || target.length > 1 || !isOffered(name, language)) return [];
  return [{ kind: 'value', name, ...(type !== undefined && { type }), wire: wireName(name, annotations), required: 0, most: 0, span }];
}

const NAMES = /^(json|serde|JsonProperty|JsonPropertyName|JsonName|SerializedName|SerialName|DataMember|Json|JsonAlias)$/;

/** What an attribute, annotation or tag says, else the name with a small first letter, as serializers for the web write it. */
function wireName(name: string, annotations: readonly Annotation[]): string {
  for (const annotation of annotations) {
    if (!NAMES.test(annotation.name)) continue;
    const said = [
      ...annotation.arguments,
      ...annotation.named.filter(({ key }) => /^(value|name|Name|PropertyName|rename)$/.test(key)).map(({ value }) => value),
    ].find(value => value.kind === 'text');
    if (said?.kind === 'text') return said.text.split(',')[0]! || name;
  }
  return name.charAt(0).toLowerCase() + name.slice(1);
}

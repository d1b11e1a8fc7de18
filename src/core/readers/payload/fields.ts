import type { Annotation, Expression, Language, Statement } from '../../extract/code/syntax.ts';
import type { Location, Span } from '../../model/source.ts';
import { shapeNamed } from './shapes.ts';
import { classNamed, type Program } from './program.ts';
import type { ClassStatement, Unit } from './unit.ts';
import { words } from '../words.ts';

/** A member of a class as it is written in a text. */
export interface Field {
  readonly member: string;
  readonly key: string;
  readonly type?: string;
  readonly at: Location;
}

/** How names are written where no annotation says it. */
export type Naming = 'as written' | 'camel';

interface Typed {
  readonly type: string;
  readonly unit: Unit;
  readonly naming: Naming;
}

const MOST_BASES = 4;

/** The fields of a type with those of its bases; nothing where the type is not of this program. Pure and total. */
export function fieldsOf({ type, unit, naming }: Typed, program: Program, depth = 0): readonly Field[] {
  if (STRUCT.test(type)) return structFields(type, unit);
  const name = bareType(type);
  if (name === '' || depth > MOST_BASES || BUILT_IN.has(name) || TYPE_PARAMETER.test(name)) return [];
  const found = classNamed(name, unit, program);
  if (!found) return shapeNamed(name, unit, program);
  if (isEnum(found.node, found.unit)) return [];
  const own = declaredFields(found.node, found.unit, naming);
  const inherited = found.node.bases.flatMap(base =>
    bareType(base) === name ? [] : fieldsOf({ type: base, unit: found.unit, naming }, program, depth + 1),
  );
  return [...own, ...inherited.filter(({ member }) => own.every(field => field.member !== member))];
}

/** `var reply struct { ID string `json:"id"` }`: Go's types without a name. */
const STRUCT = /^(?:\[\])?\*?struct\s*\{/;
const STRUCT_FIELD = /^[ \t]*([A-Z]\w*)[ \t]+([^\s`{]+(?:\{\})?)[ \t]*(?:`[^`]*?json:"([^",`]*)[^`]*`)?/gm;

function structFields(type: string, { source }: Unit): readonly Field[] {
  const start = source.text.indexOf(type);
  const head = type.indexOf('{') + 1;
  return [...type.slice(head).matchAll(STRUCT_FIELD)].flatMap(([whole, member = '', written = '', key], nth, all): Field[] => {
    const from = Math.max(start, 0) + head + all[nth]!.index + whole.indexOf(member);
    const at = { file: source.path, span: [from, from + member.length] as const };
    return key === '-' ? [] : [{ member, key: key === undefined || key === '' ? member : key, type: written, at }];
  });
}

const isEnum = ({ span, name }: ClassStatement, { source: { text } }: Unit): boolean =>
  new RegExp(String.raw`\benum\s+(?:class\s+)?${name.replace(/\W/g, '')}\b`).test(text.slice(span[0], span[0] + MOST_HEAD)) ||
  /\bEnum\b/.test(text.slice(span[0], span[0] + 120).split(':')[0] ?? '');

const BUILT_IN = words(`
  string String str int Integer long Long bool Boolean boolean number float double Double decimal object Object any unknown byte bytes Buffer
  void dict list Map HashMap Dictionary Record JsonNode JObject Task Guid UUID DateTime Date ILogger Logger Enum ABC ResponseEntity HttpEntity
  HttpHeaders ActionResult IActionResult IResult List Set Optional Promise Observable Mono Flux CompletableFuture ValueTask
`);
/** `T`, `K`, `TKey`. */
const TYPE_PARAMETER = /^(?:[TKVERUS]|T[A-Z]\w+)$/;

/** `List<Order>`, `[]*pb.Order`, `Optional[Order]`, `Order?`, `Promise<Order[]>` are about Order. */
export function bareType(type: string): string {
  const inner = /[<[]\s*([^<>[\]]+)\s*[>\]]\s*\??$/.exec(type)?.[1]?.split(',').at(-1)?.trim();
  const bare = (inner ?? type).replace(/^(?:\[\]|[*&?\s]|const |readonly )+/, '').replace(/(\[\]|[?*&!])+$/, '');
  return /\w+$/.exec(bare)?.[0] ?? '';
}

export const isMany = (type: string): boolean =>
  /^\[\]|\[\]\??$|^(readonly )?(I?List|I?Collection|IEnumerable|Set|Array|Vec|list|List|Sequence|IReadOnlyList|Iterable)\b\s*[<[]/.test(
    type,
  );

function declaredFields(node: ClassStatement, unit: Unit, naming: Naming): Field[] {
  const { language, source } = unit;
  const style = namingOf(node.annotations, language) ?? (language === 'C#' && naming === 'camel' ? camel : same);
  const fields: Field[] = [];
  const add = (field: { name: string; type?: string; annotations: readonly Annotation[]; value?: Expression; span: Span }): void => {
    const key = renamed(field.annotations, field.value) ?? style(field.name);
    if (key === '-' || key === '') return;
    const at = { file: source.path, span: nameIn(source.text, field.span, field.name) };
    fields.push({ member: field.name, key, at, ...(field.type !== undefined && { type: field.type }) });
  };
  const parameters = language === 'C#' && !isRecord(node, unit) ? [] : node.parameters;
  for (const { name, type, annotations } of [...parameters, ...constructorParameters(node, unit)])
    add({ name, annotations, span: node.span, ...(type !== undefined && { type }) });
  for (const statement of node.body)
    if (statement.kind === 'assign' && isField(statement, unit)) add({ ...statement, name: statement.target[0]! });
  return fields;
}

/** `constructor(public readonly id: string)` declares fields. */
function constructorParameters(node: ClassStatement, { language, source }: Unit): Extract<Statement, { kind: 'function' }>['parameters'] {
  if (language !== 'TypeScript') return [];
  const made = node.body.find(statement => statement.kind === 'function' && statement.name === 'constructor');
  if (made?.kind !== 'function') return [];
  const head = source.text.slice(made.span[0], made.span[1]);
  return made.parameters.filter(({ name }) =>
    new RegExp(String.raw`\b(?:public|readonly)\s+(?:readonly\s+)?${name.replace(/\W/g, '')}\b`).test(head),
  );
}

function isField({ target, span, annotations, value }: Extract<Statement, { kind: 'assign' }>, { language, source }: Unit): boolean {
  const [name] = target;
  if (name === undefined || target.length > 1 || value?.kind === 'function') return false;
  const written = source.text.slice(span[0], span[1]);
  const head = headOf(source.text, span);
  switch (language) {
    case 'C#':
      return /\{\s*(?:\w+\s+)?(?:get|init|set)\b|=>/.test(written) && !/\bstatic\b/.test(head) && !ignored(annotations);
    case 'Java':
      return (
        !/\bstatic\b/.test(head) && !ignored(annotations) && (!/\btransient\b/.test(head) || renamed(annotations, undefined) !== undefined)
      );
    case 'Go':
      return /^[A-Z]/.test(name) || annotations.some(({ name }) => name === 'json');
    case 'Python':
      return !name.startsWith('_') && !/^(Config|Meta|model_config|objects)$/.test(name);
    case 'PHP':
      return !/\bstatic\b/.test(head);
    default:
      return !/^\s*(?:private\s+)?(?:static|#)/.test(head);
  }
}

/** A declaration up to its value, with the modifiers that may stand before its place. */
export function headOf(text: string, [start, end]: Span): string {
  const before = text.slice(Math.max(0, start - 300), start);
  const modifiers = before.slice(Math.max(...[';', '{', '}', '\n'].map(mark => before.lastIndexOf(mark))) + 1);
  return modifiers + text.slice(start, end).split('=')[0];
}

/** Only of a record are the parameters its members; any other class of C# keeps them to itself. */
export const isRecord = ({ span }: ClassStatement, { source }: Unit): boolean =>
  /\brecord\b/.test(source.text.slice(span[0], span[1]).split(/[({]/)[0] ?? '');

const ignored = (annotations: readonly Annotation[]): boolean =>
  annotations.some(({ name }) => /^(JsonIgnore|IgnoreDataMember)$/.test(name));

/** What an annotation or a field's own declaration says the name is in a text. */
function renamed(annotations: readonly Annotation[], value: Expression | undefined): string | undefined {
  for (const { name, arguments: given, named } of annotations) {
    const word = name.split('.').at(-1) ?? '';
    if (!/^(json|JsonProperty|JsonPropertyName|SerializedName|SerialName|JsonAlias|Expose|serde|DataMember|Json)$/.test(word)) continue;
    const told = given[0]?.kind === 'object' ? given[0].entries : named;
    const text = given[0]?.kind === 'text' ? given[0] : told.find(({ key }) => /^(value|name|rename|Name|PropertyName)$/.test(key))?.value;
    if (text?.kind === 'text') return word === 'json' ? tagged(text.text) : text.text;
  }
  if (value?.kind !== 'call' || !/^(Field|field)$/.test(value.path.at(-1) ?? '')) return undefined;
  const alias = value.named.find(({ key }) => /^(serialization_alias|alias)$/.test(key))?.value;
  return alias?.kind === 'text' ? alias.text : undefined;
}

/** `id,omitempty` is id; `,omitempty` keeps the field's name; `-` is left out. */
const tagged = (tag: string): string | undefined => {
  const [name = ''] = tag.split(',');
  return name === '' ? undefined : name;
};

const same = (name: string): string => name;
const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const pascalOf = (name: string): string => camelOf(name).replace(/^./, letter => letter.toUpperCase());
const camelOf = (name: string): string => name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `@JsonNaming(SnakeCaseStrategy.class)`, `#[serde(rename_all = "camelCase")]` */
function namingOf(annotations: readonly Annotation[], language: Language): ((name: string) => string) | undefined {
  for (const { name, arguments: given, named } of annotations) {
    if (!/^(JsonNaming|serde)$/.test(name)) continue;
    const all = [...given, ...named.filter(({ key }) => key === 'rename_all' || key === 'value').map(({ value }) => value)];
    const told = all.map(value => (value.kind === 'text' ? value.text : value.kind === 'name' ? value.path.join('.') : '')).join(' ');
    if (/snake/i.test(told)) return snake;
    if (/kebab/i.test(told)) return field => snake(field).replaceAll('_', '-');
    if (/UpperCamel|PascalCase/.test(told)) return pascalOf;
    if (/camelCase/.test(told) && language === 'Rust') return camelOf;
  }
  return undefined;
}

/** Where a name is written in a place, or right before it: entries of some languages begin with their value. */
export function nameIn(text: string, [start, end]: Span, name: string): Span {
  const word = String.raw`(?<![\w$])${name.replace(/[^\w]/g, String.raw`\$&`)}(?![\w$])`;
  const first = new RegExp(word).exec(text.slice(start, Math.min(end, start + MOST_HEAD)));
  if (first) return [start + first.index, start + first.index + name.length];
  const before = text.slice(Math.max(0, start - name.length - 12), start);
  const last = new RegExp(`${word}['"\`\\]]?\\s*(?:[:=]|=>)\\s*$`).exec(before);
  const at = start - before.length + (last?.index ?? 0);
  return last ? [at, at + name.length] : [start, Math.min(end, start + 1)];
}

/** A name stands near the beginning of what it names. */
const MOST_HEAD = 4000;

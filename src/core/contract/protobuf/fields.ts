import type { EnumElement, ExtensionElement, FileElement, MessageElement } from './elements.ts';
import { type Features, featuresWithin } from './features.ts';
import type { FieldSyntax } from './syntax.ts';
import type { Types } from './types.ts';

const SCALARS = [
  'double',
  'float',
  'int32',
  'int64',
  'uint32',
  'uint64',
  'sint32',
  'sint64',
  'fixed32',
  'fixed64',
  'sfixed32',
  'sfixed64',
  'bool',
  'string',
  'bytes',
] as const;

type Scalar = (typeof SCALARS)[number];

/** `group` is a message between tags, of proto2 and as the DELIMITED of editions; `unknown` is a name that no file here declares. */
export type Kind = Scalar | 'message' | 'group' | 'enum' | 'unknown';

type Cardinality = 'optional with explicit presence' | 'optional with implicit presence' | 'required' | 'repeated' | 'map';

/** A field with everything looked up that its text leaves to other places. */
export interface Field {
  readonly name: string;
  readonly fullName: string;
  readonly number: number;
  readonly syntax: FieldSyntax;
  readonly file: FileElement;
  readonly features: Features;
  readonly kind: Kind;
  /** The full name of a message or enum; of an unknown type the name as written. */
  readonly type: string | undefined;
  readonly enum: EnumElement | undefined;
  readonly cardinality: Cardinality;
  /** The message that has it, by its full name; of an extension the extended one. */
  readonly owner: string;
  readonly inEntry: boolean;
}

const SCALAR_NAMES: ReadonlySet<string> = new Set(SCALARS);

const isScalar = (type: string): type is Scalar => SCALAR_NAMES.has(type);

export function fieldsOf(message: MessageElement, types: Types): readonly Field[] {
  const { syntax, fullName, file } = message;
  const oneofs = new Map(syntax.oneofs.map(oneof => [oneof.name, featuresWithin(message.features, oneof.options)]));
  const inEntry = syntax.entryOf !== undefined;
  return syntax.fields.map(field => {
    const around = (field.oneof !== undefined ? oneofs.get(field.oneof) : undefined) ?? message.features;
    return resolved({ field, scope: fullName, file, around, owner: fullName, name: field.name, inEntry }, types);
  });
}

export function extensionField(extension: ExtensionElement, types: Types): Field {
  const { syntax: field, file, features: around, scope, fullName } = extension;
  const extendee = field.extendee ?? '';
  const owner = types.named(extendee, { scope, file, at: field.at })?.fullName ?? extendee.replace(/^\./, '');
  return resolved({ field, scope, file, around, owner, name: fullName, inEntry: false }, types);
}

interface Unresolved {
  readonly field: FieldSyntax;
  readonly scope: string;
  readonly file: FileElement;
  readonly around: Features;
  readonly owner: string;
  /** An extension goes by its full name. */
  readonly name: string;
  readonly inEntry: boolean;
}

function resolved({ field, scope, file, around, owner, name, inEntry }: Unresolved, types: Types): Field {
  const features = featuresWithin(around, field.options);
  const { kind: written, type, enum: values } = typeOf(field, types, { scope, file });
  const kind = written === 'message' && isDelimited(field, features, inEntry) ? 'group' : written;
  const fullName = field.extendee === undefined ? `${owner}.${name}` : name;
  const cardinality = cardinalityOf(field, features, kind);
  return { name, fullName, number: field.number, syntax: field, file, features, kind, type, enum: values, cardinality, owner, inEntry };
}

const isDelimited = (field: FieldSyntax, features: Features, inEntry: boolean): boolean =>
  field.group === true || (features.message_encoding === 'DELIMITED' && !field.map && !inEntry);

type Typed = Pick<Field, 'kind'> & Partial<Pick<Field, 'type' | 'enum'>>;

function typeOf(field: FieldSyntax, types: Types, from: { readonly scope: string; readonly file: FileElement }): Typed {
  if (isScalar(field.type)) return { kind: field.type };
  const element = types.named(field.type, { ...from, at: field.at });
  if (!element) return { kind: 'unknown', type: field.type.replace(/^\./, '') };
  if (element.kind === 'enum') return { kind: 'enum', type: element.fullName, enum: element };
  return { kind: 'message', type: element.fullName };
}

function cardinalityOf(field: FieldSyntax, features: Features, kind: Kind): Cardinality {
  if (field.map) return 'map';
  if (field.label === 'repeated') return 'repeated';
  if (field.label === 'required' || features.field_presence === 'LEGACY_REQUIRED') return 'required';
  const explicit =
    field.label === 'optional' || field.oneof !== undefined || field.extendee !== undefined || features.field_presence === 'EXPLICIT';
  return explicit || kind === 'message' || kind === 'group' ? 'optional with explicit presence' : 'optional with implicit presence';
}

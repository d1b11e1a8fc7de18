import type { FilePath, Location, Span } from '../../model/source.ts';
import { type Features, featuresWithin, fileFeatures } from './features.ts';
import type { EnumSyntax, FieldSyntax, MessageSyntax, ProtoFile, ServiceSyntax } from './syntax.ts';

/** A file of one version, its place in what it imports included. */
export interface FileElement {
  readonly syntax: ProtoFile;
  readonly features: Features;
  /** Comes with every protobuf compiler, and is known by its names only. */
  readonly builtIn: boolean;
}

export interface Named {
  /** `shop.v1.Order.Line`. */
  readonly fullName: string;
  /** `Order.Line`: within its package. */
  readonly nestedName: string;
  readonly file: FileElement;
}

export interface MessageElement extends Named {
  readonly kind: 'message';
  readonly syntax: MessageSyntax;
  readonly features: Features;
}

export interface EnumElement extends Named {
  readonly kind: 'enum';
  readonly syntax: EnumSyntax;
  readonly features: Features;
}

/** An extension: a field that is declared here and belongs to another message. */
export interface ExtensionElement extends Named {
  readonly kind: 'extension';
  readonly syntax: FieldSyntax;
  /** Of the surroundings, without the field's own. */
  readonly features: Features;
  /** The scope that its types are looked up from. */
  readonly scope: string;
}

export interface ServiceElement extends Named {
  readonly kind: 'service';
  readonly syntax: ServiceSyntax;
}

export interface Elements {
  readonly messages: readonly MessageElement[];
  readonly enums: readonly EnumElement[];
  readonly extensions: readonly ExtensionElement[];
  readonly services: readonly ServiceElement[];
}

export const placeOf = ({ file: { syntax, builtIn } }: { readonly file: FileElement }, at: Span): Location | undefined =>
  builtIn ? undefined : { file: syntax.path, span: at };

export const pathOf = ({ file }: { readonly file: FileElement }): FilePath => file.syntax.path;

export const fileElement = (syntax: ProtoFile, builtIn: boolean): FileElement => ({ syntax, builtIn, features: fileFeatures(syntax) });

/** Everything that a file declares, at any depth, the outer before the inner. */
export function elementsOf(file: FileElement): Elements {
  const messages: MessageElement[] = [];
  const enums: EnumElement[] = [];
  const extensions: ExtensionElement[] = [];
  const { syntax } = file;
  const named = (nestedName: string): Named => ({ nestedName, fullName: within(syntax.package, nestedName), file });
  const collect = (inner: Scope, outer: string, around: Features): void => {
    for (const syntax of inner.enums)
      enums.push({ ...named(within(outer, syntax.name)), kind: 'enum', syntax, features: featuresWithin(around, syntax.options) });
    for (const syntax of inner.extensions)
      extensions.push({ ...named(within(outer, syntax.name)), kind: 'extension', syntax, features: around, scope: named(outer).fullName });
    for (const syntax of inner.messages) {
      const message: MessageElement = {
        ...named(within(outer, syntax.name)),
        kind: 'message',
        syntax,
        features: featuresWithin(around, syntax.options),
      };
      messages.push(message);
      collect(syntax, message.nestedName, message.features);
    }
  };
  collect(syntax, '', file.features);
  return {
    messages,
    enums,
    extensions,
    services: syntax.services.map(service => ({ ...named(service.name), kind: 'service', syntax: service })),
  };
}

interface Scope {
  readonly messages: readonly MessageSyntax[];
  readonly enums: readonly EnumSyntax[];
  readonly extensions: readonly FieldSyntax[];
}

const within = (outer: string, name: string): string => (outer === '' ? name : name === '' ? outer : `${outer}.${name}`);

import type { Location } from '../../model/source.ts';
import type { TypeText, Wording } from './type-text.ts';

/** What others can see of an exported declaration. */
export interface Shape {
  readonly kind: 'class' | 'interface' | 'type' | 'enum' | 'function' | 'value' | 'namespace' | 're-export';
  readonly at: Location;
  /** Nobody can import it; exported types are made of it. */
  readonly isOwn?: true;
  readonly members: ReadonlyMap<string, Member>;
  /** Of a function, one for each overload. */
  readonly signatures: readonly Signature[];
  /** How a class is made. */
  readonly construct?: Signature;
  /** Of an alias or a value, where it is written and not told by members. */
  readonly type?: TypeText;
  /** What a constant is, where it is a plain text or number. */
  readonly value?: Wording;
  readonly isAbstract: boolean;
  readonly bases: readonly string[];
  readonly generics: readonly { readonly name: string; readonly isOptional: boolean }[];
}

export interface Member {
  readonly name: string;
  readonly kind: 'property' | 'method' | 'enum-member';
  readonly at: Location;
  readonly isOptional: boolean;
  readonly isReadonly: boolean;
  readonly isAbstract: boolean;
  readonly visibility: 'public' | 'protected';
  readonly type?: TypeText;
  /** Of a member of an enum or a constant. */
  readonly value?: Wording;
  readonly signatures: readonly Signature[];
}

export interface Signature {
  readonly at: Location;
  readonly parameters: readonly Parameter[];
  readonly returns?: TypeText;
}

export interface Parameter {
  readonly name: string;
  readonly at: Location;
  readonly isOptional: boolean;
  readonly type?: TypeText;
}

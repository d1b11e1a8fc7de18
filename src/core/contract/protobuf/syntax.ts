import type { FilePath, Problem, Span } from '../../model/source.ts';

/** A .proto file as it is written. Spans point at what a reader would underline: the declaration, not its body. */
export interface ProtoFile {
  readonly path: FilePath;
  readonly syntax: 'proto2' | 'proto3' | 'editions';
  /** `2023` of `edition = "2023"`. */
  readonly edition?: string;
  readonly syntaxAt: Span;
  readonly package: string;
  readonly packageAt: Span;
  readonly imports: readonly Import[];
  readonly options: readonly Option[];
  readonly messages: readonly MessageSyntax[];
  readonly enums: readonly EnumSyntax[];
  readonly extensions: readonly FieldSyntax[];
  readonly services: readonly ServiceSyntax[];
  readonly problems: readonly Problem[];
}

export interface Import {
  readonly path: string;
  readonly public: boolean;
  readonly at: Span;
}

/** One option that is set; a block is taken apart: `features { json_format: ALLOW }` is `features.json_format`. Blocks of custom options are not read. */
export interface Option {
  readonly name: string;
  readonly kind: 'word' | 'number' | 'text' | 'block';
  /** A text with its escapes undone. */
  readonly text: string;
  readonly at: Span;
}

export interface MessageSyntax {
  readonly name: string;
  readonly at: Span;
  readonly fields: readonly FieldSyntax[];
  readonly oneofs: readonly OneofSyntax[];
  readonly messages: readonly MessageSyntax[];
  readonly enums: readonly EnumSyntax[];
  readonly extensions: readonly FieldSyntax[];
  readonly extensionRanges: readonly Range[];
  readonly reservedRanges: readonly Range[];
  readonly reservedNames: readonly string[];
  readonly options: readonly Option[];
  /** Made for this map field, not written. */
  readonly entryOf?: FieldSyntax;
}

export interface FieldSyntax {
  readonly name: string;
  readonly number: number;
  readonly label?: 'optional' | 'required' | 'repeated';
  /** As written: `string`, `.shop.Order`, `Order.Line`. */
  readonly type: string;
  readonly at: Span;
  readonly options: readonly Option[];
  /** `optional group Line = 1 { … }`: the message that comes with it is called by `type`. */
  readonly group?: true;
  /** `map<string, Line>`: the type is the made entry message. */
  readonly map?: true;
  readonly oneof?: string;
  readonly extendee?: string;
}

export interface OneofSyntax {
  readonly name: string;
  readonly at: Span;
  readonly options: readonly Option[];
}

export interface EnumSyntax {
  readonly name: string;
  readonly at: Span;
  readonly values: readonly { readonly name: string; readonly number: number; readonly at: Span }[];
  readonly reservedRanges: readonly Range[];
  readonly reservedNames: readonly string[];
  readonly options: readonly Option[];
}

export interface ServiceSyntax {
  readonly name: string;
  readonly at: Span;
  readonly rpcs: readonly RpcSyntax[];
}

export interface RpcSyntax {
  readonly name: string;
  readonly at: Span;
  readonly request: string;
  readonly response: string;
  readonly clientStreams: boolean;
  readonly serverStreams: boolean;
  readonly options: readonly Option[];
}

/** Both ends included; `to max` ends at infinity. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The value of an option, the last one if it is written twice. */
export const optionOf = (options: readonly Option[], name: string): Option | undefined => options.findLast(option => option.name === name);

/** What contracts say of their messages: as much as is needed to follow a field through code. */
export interface ContractSchema {
  /** By full name. */
  readonly messages: ReadonlyMap<string, MessageShape>;
  readonly enums: ReadonlyMap<string, EnumShape>;
  readonly rpcs: readonly RpcShape[];
}

export interface MessageShape {
  /** `shop.v1.Order.Line`. */
  readonly name: string;
  readonly fields: readonly FieldShape[];
  /** Several where services keep copies of a file. */
  readonly origins: readonly Origin[];
}

/** What generated code goes by. */
export interface Origin {
  readonly package: string;
  /** `demo` of `protos/demo.proto`. */
  readonly file: string;
  /** `go_package`, `java_package`, `csharp_namespace` and the like, as far as they are set. */
  readonly options: ReadonlyMap<string, string>;
}

export interface FieldShape {
  readonly name: string;
  /** As it is called in JSON. */
  readonly json: string;
  /** As it is called on the wire, in protobuf. */
  readonly number?: number;
  /** Full name of a message or enum, else a scalar; of a map, the type of its values. */
  readonly type: string;
  readonly repeated: boolean;
  readonly oneof?: string;
}

export interface EnumShape {
  readonly name: string;
  readonly values: readonly string[];
  readonly origins: readonly Origin[];
}

export interface RpcShape {
  /** `shop.v1.Orders`; of HTTP empty. */
  readonly service: string;
  readonly name: string;
  readonly request: string;
  readonly response: string;
  /** An operation of HTTP: `GET`, `/orders/{id}`. */
  readonly http?: { readonly method: string; readonly path: string; /** What generated clients call it. */ readonly operation?: string };
}

/** What is looked for: a field of a message, a value of an enum, a oneof; without `field` the message or enum itself. */
export interface FieldQuestion {
  readonly schema: ContractSchema;
  readonly message: string;
  readonly field?: string;
}

export const lastName = (fullName: string): string => fullName.slice(fullName.lastIndexOf('.') + 1);

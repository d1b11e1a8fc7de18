import type { Origins } from '../tree.ts';

/**
 * What a Go template computes with, each value with the places that it came from. Kinds are Go's where a function can tell them apart:
 * a number of values.yaml is a float (1000000 prints 1e+06), a number of the template an int.
 */
export type GoValue = GoNil | GoBool | GoInt | GoFloat | GoString | GoList | GoMap | GoObject;

export interface GoNil {
  readonly kind: 'nil';
  readonly origins: Origins;
  /** It is a key that a map does not have, or a null in it: a field of it is an error in Go, while a field of any other nil is nil. Only the evaluator asks. */
  readonly absent?: boolean;
}

export interface GoBool {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly origins: Origins;
}

/** A whole number; `int64` and `int` are told apart where `kindOf` asks for it. */
export interface GoInt {
  readonly kind: 'int';
  readonly value: number;
  readonly long?: boolean;
  readonly origins: Origins;
}

export interface GoFloat {
  readonly kind: 'float';
  readonly value: number;
  readonly origins: Origins;
}

export interface GoString {
  readonly kind: 'string';
  readonly text: string;
  /** Where the text as a whole comes from; empty where only its pieces know. */
  readonly origins: Origins;
  /** What parts of the text come from, in order and without overlap; the output of a helper keeps its lines' origins through `nindent`. */
  readonly pieces?: readonly Piece[];
  /** Why the text is only a stand-in: it is random, a date, or looked up in a cluster. */
  readonly unknown?: string;
}

/** A part [start, end) of a text, in UTF-16 code units, and the places that it came from. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly origins: Origins;
  readonly unknown?: string;
}

/** Lists and maps are shared and change in place (`set`, `unset`, `mergeOverwrite`), as in Go. */
export interface GoList {
  readonly kind: 'list';
  readonly items: GoValue[];
  readonly origins: Origins;
  /** `.Capabilities.APIVersions` is a list that can be asked. */
  readonly methods?: GoMethods;
}

export interface GoMap {
  readonly kind: 'map';
  readonly entries: Map<string, GoValue>;
  readonly origins: Origins;
  /** Where the keys are written, of those that are written somewhere: `range $key, $value := …` puts them out. */
  readonly keyOrigins?: ReadonlyMap<string, Origins>;
  /** What `.Files.Glob` gives is a map that can be asked. */
  readonly methods?: GoMethods;
}

export type GoMethods = ReadonlyMap<string, (args: readonly GoValue[]) => GoValue>;

/** A struct of Go's, with fields and methods: `.Chart`, `.Files`, a semantic version. */
export interface GoObject {
  readonly kind: 'object';
  /** How `printf "%T"` and `typeOf` call it. */
  readonly type: string;
  readonly fields: ReadonlyMap<string, GoValue>;
  readonly methods: GoMethods;
  readonly origins: Origins;
}

/** A template that cannot go on: `fail`, `required`, an unknown function, a limit. It concerns this template only. */
export class TemplateError extends Error {}

/** A function of the template language. It throws a TemplateError where Go's would return an error, and nothing else. */
export type GoFunction = (args: readonly GoValue[]) => GoValue;

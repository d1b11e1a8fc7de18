import type { Protocol } from './technology.ts';
import type { Span } from './source.ts';
import type { Value } from './value.ts';

/** What the app host of a .NET Aspire application (a C# program that composes the system) says. */
export type AspireFact = AspireResource | AspireEnvironment | AspireWait;

export interface AspireResource {
  readonly kind: 'aspire-resource';
  readonly at: Span;
  /** Other resources reach it under this name. */
  readonly name: string;
  /** A technology where the resource is a store or broker; `program` is an npm, Python or other executable. */
  readonly resource: 'project' | 'program' | 'container' | 'database' | Protocol;
  /** `Basket_API` of `AddProject<Projects.Basket_API>`: the project's name with underscores. */
  readonly project?: string;
  /** Folder or project file, relative to the app host. */
  readonly path?: string;
  readonly image?: string;
  /** The server that a database is in. */
  readonly parent?: string;
}

/** A variable that the app host gives to one resource. */
export interface AspireEnvironment {
  readonly kind: 'aspire-environment';
  readonly at: Span;
  readonly resource: string;
  readonly name: string;
  readonly value: Value;
}

export interface AspireWait {
  readonly kind: 'aspire-wait';
  readonly at: Span;
  readonly resource: string;
  readonly waitsFor: string;
}

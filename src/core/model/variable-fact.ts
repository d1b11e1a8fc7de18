import type { Span } from './source.ts';
import type { Value } from './value.ts';

/** Code reads a variable or configuration key. `certain: false`: an unknown function takes a text that looks like a variable's name. */
export interface ReadsEnv {
  readonly kind: 'reads-env';
  readonly at: Span;
  readonly name: string;
  readonly fallback?: Value;
  readonly certain: boolean;
  /** The value is handed to somebody else, as a redirect or an allowed origin: the program itself does not call it. */
  readonly handedOut?: true;
  /** `required`: the program stops without it. `tested`: it is compared, or something else stands in where it is not set. `truth`: any text but none counts as yes. */
  readonly use?: 'required' | 'tested' | 'truth';
  /** It is the key of a schema, which may be about something else than the environment. */
  readonly declared?: true;
}

/** Code reads variables under names that it is given: `process.env[name]`. */
export interface ReadsAnyEnv {
  readonly kind: 'reads-any-env';
  readonly at: Span;
}

/** A list of texts that are all spelled like variables: `['PORT', 'JWT_SECRET']`. */
export interface ListsVariables {
  readonly kind: 'lists-variables';
  readonly at: Span;
  readonly names: readonly { readonly name: string; readonly at: Span }[];
}

/** A script takes the values of variables that it does not set itself. */
export interface ExpandsVariables {
  readonly kind: 'expands-variables';
  readonly at: Span;
  /** `falls`: `${NAME:-default}`. */
  readonly names: readonly { readonly name: string; readonly at: Span; readonly falls?: true }[];
}

/** A file gives a value to a variable or configuration key: `.env`, `application.yml`, `appsettings.json`, an object handed to a config library. */
export interface SetsEnv {
  readonly kind: 'sets-env';
  readonly at: Span;
  readonly name: string;
  readonly value: Value;
  /** The file shows which names there are (`.env.example`); its values are not in force. */
  readonly example?: boolean;
  readonly format: 'dotenv' | 'spring' | 'appsettings' | 'properties' | 'code' | 'yaml';
  /** The text after the sign of a `.env` line, where it is not the value letter by letter: quotes, escapes, a comment, spaces around the sign. */
  readonly written?: string;
  /** The Spring or .NET profile that the file or document is for. */
  readonly profile?: string;
}

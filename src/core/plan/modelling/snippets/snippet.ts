import { worstCaseMs, type Tries } from '../budget.ts';
import type { Layer } from '../caller-advice.ts';

/** Configuration in the words of what a caller uses. */
export interface Snippet {
  readonly for: string;
  readonly format: 'yaml' | 'json' | 'text';
  readonly text: string;
}

/** What a snippet is written from. */
export interface SnippetInput {
  readonly caller: string;
  readonly callee: string;
  /** The host that callers ask. */
  readonly host: string;
  readonly tries: Tries;
  /** The layer that retries. */
  readonly layer: Layer;
  /** Only some of what is asked may be asked twice. */
  readonly onlySome: boolean;
  /** Why and where, a line each, as comments. */
  readonly because: readonly string[];
}

/** Comments are one line each, whatever a file of the workspace is called. */
export const comments = (mark: string, lines: readonly string[]): string =>
  lines.map(line => `${mark} ${line.replace(/[\r\n\u2028\u2029]+/g, ' ')}\n`).join('');

/** Tries of the code; one where another layer retries. */
export const attemptsIn = (layer: Layer, input: SnippetInput): number => (input.layer === layer ? input.tries.attempts : 1);

/** A name as YAML and JSON both take it. */
export const quoted = (name: string): string => JSON.stringify(name);

/** How long the code waits for one call: for a try where it is the code that retries, else for all of them. */
export const waitInCode = ({ layer, tries }: SnippetInput): number => (layer === 'mesh' ? worstCaseMs(tries) : tries.perTryMs);

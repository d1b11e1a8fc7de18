import type { CancellationToken, Connection, ServerCapabilities } from 'vscode-languageserver/node';
import type { Workspace } from './workspace.ts';

/** Something that the editor may ask for. The answer itself is a pure function of a text and the system; this is how it is reached. */
export interface Feature {
  readonly name: string;
  readonly capabilities: ServerCapabilities;
  readonly register: (door: Door) => void;
}

export type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R>;

/** Where questions come in. */
export interface Door {
  readonly connection: Connection;
  readonly workspace: Workspace;
  /** Our faults are logged and answered with `otherwise`: no question can end the server. */
  readonly guarded: <P, R>(name: string, handler: (params: P, token: CancellationToken) => R | Promise<R>, otherwise: R) => Handler<P, R>;
}

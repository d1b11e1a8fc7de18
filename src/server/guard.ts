import { setImmediate } from 'node:timers/promises';
import { LSPErrorCodes, ResponseError, type Connection } from 'vscode-languageserver/node';
import type { Door } from './feature.ts';

/** The one place where a handler's fault is caught: it is logged with its name, and the editor gets an empty answer. */
export const guard =
  (connection: Connection): Door['guarded'] =>
  (name, handler, otherwise) =>
  async (params, token) => {
    // Edits and withdrawals that came with the question are taken in first.
    await setImmediate();
    if (token.isCancellationRequested) throw cancelled();
    try {
      const answer = await handler(params, token);
      if (token.isCancellationRequested) throw cancelled();
      return answer;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      connection.console.error(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return otherwise;
    }
  };

const cancelled = (): ResponseError<void> => new ResponseError(LSPErrorCodes.RequestCancelled, 'The question was withdrawn.');

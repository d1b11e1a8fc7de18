import type { Expression } from '../../syntax.ts';

/** The `context.Context` that calls hand on: it says nothing of where they go. */
export const isContext = (argument: Expression): boolean =>
  (argument.kind === 'name' && /^(ctx|context)$/i.test(argument.path.at(-1) ?? '')) ||
  (argument.kind === 'call' && argument.path[0] === 'context');

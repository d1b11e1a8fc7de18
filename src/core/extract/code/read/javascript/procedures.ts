import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';

const NONE: readonly CodeFact[] = [];

/** tRPC: procedures of routers, and the calls that clients make of them. */
export const procedures: Reader = {
  name: 'procedures',
  call: (call, context) => {
    const name = call.path.at(-1) ?? '';
    if (ROUTERS.test(name)) return routed(call, context);
    return CALLED.test(name) ? called(call) : NONE;
  },
};

const ROUTERS = /^(router|createTRPCRouter|createRouter|mergeRouters)$/;
const CALLED =
  /^(query|mutate|subscribe|useQuery|useMutation|useSuspenseQuery|useInfiniteQuery|useSubscription|queryOptions|mutationOptions)$/;
const MADE = /^(query|mutation|subscription)$/;

/** The last call of a chain that ends in `.query(…)` or `.mutation(…)`. */
const isProcedure = (value: Expression): boolean => value.kind === 'call' && MADE.test(value.path.at(-1) ?? '') && value.path.length > 1;

/** `router({ place: procedure.input(…).mutation(…) })`; a router that is named is known by its name as well: `ordersRouter`. */
function routed({ arguments: [given] }: Call, { names }: Context): readonly CodeFact[] {
  if (given?.kind !== 'object') return NONE;
  const router = /^(\w+?)(?:Api)?Router$/.exec(names.at(-1) ?? '')?.[1] ?? names.at(-1);
  return given.entries.flatMap(({ key, value, span }): readonly CodeFact[] => {
    if (!isProcedure(value)) return NONE;
    const own = router === undefined ? [key] : [key, `${router}.${key}`];
    return own.map(name => ({ kind: 'names-message', at: span, name: `procedure ${name}`, word: key, role: 'takes' }));
  });
}

/** `orders.place.mutate(…)`, `api.orders.place.useMutation()`: with the router's name where one is between the client and the procedure. */
function called({ path, on, span }: Call): readonly CodeFact[] {
  const [router, word] = path.slice(-3, -1);
  if (on || path.length < 3 || router === undefined || word === undefined) return NONE;
  const name = path.length > 3 ? `${router}.${word}` : word;
  return [{ kind: 'names-message', at: span, name: `procedure ${name}`, word, role: 'makes' }];
}

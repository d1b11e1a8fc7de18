import { stem } from '../link/names.ts';
import type { Service } from '../link/services.ts';
import type { ScopeOf, World } from '../link/world.ts';
import type { Value } from '../model/value.ts';

/** Whom the name of an address means that nobody sets here: `productsUrl`, `ORDERS_BASE_URL`, where one service is called so. */
export function namedService(base: Value, { service: from }: ScopeOf, { services }: World): Service | undefined {
  const name = nameIn(base);
  const words = name === undefined ? [] : wordsOf(name);
  if (words.length === 0) return undefined;
  const found = services.filter(service => service !== from && isCalled(service, words));
  return found.length === 1 ? found[0] : undefined;
}

function nameIn(value: Value): string | undefined {
  if (value.kind === 'join') return value.parts[0] && nameIn(value.parts[0]);
  if (value.kind === 'env') return value.name;
  return value.kind === 'name' ? value.path.at(-1) : undefined;
}

/** Words that say that it is an address, or who may read it. */
const COMMON =
  /^(urls?|uri|base|host|endpoint|address|addr|api|service|svc|server|path|prefix|root|http|https|public|react|app|vite|vue|next|nuxt|env|the|get|my|default)$/;

const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(word => word.length > 2 && !COMMON.test(word));

/** `orders` is the name of order-service, `shopping cart` that of shopping-cart. */
function isCalled({ name }: Service, words: readonly string[]): boolean {
  return singular(stem(name)) === singular(stem(words.join('')));
}

const singular = (word: string): string => word.replace(/s$/, '');

import type { UsesAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';
import { configurationLines, type ConfigurationLine } from './lines.ts';

/** Caddy: `reverse_proxy`, its block form with `to`, and the forms made of it. */
export const caddy: Extractor = {
  name: 'caddy',
  program: 'caddy',
  include: ['**/Caddyfile', '**/Caddyfile.*', '**/*.Caddyfile', '**/*.caddy', '**/caddy/**/*.conf'],
  mayMatch: text => /\b(?:reverse_proxy|php_fastcgi|forward_auth|proxy)\b/.test(text),
  extract: ({ text }) => ({ facts: [...proxied(configurationLines(text))], problems: [] }),
};

const PROXY = /^(reverse_proxy|php_fastcgi|forward_auth|proxy)$/;

function* proxied(lines: readonly ConfigurationLine[]): Iterable<UsesAddress> {
  const open: string[] = [];
  for (const { words, at } of lines) {
    const command = words.findIndex(word => PROXY.test(word));
    const inside = open.at(-1) ?? '';
    const targets = command >= 0 ? words.slice(command + 1) : PROXY.test(inside) && words[0] === 'to' ? words.slice(1) : [];
    const path = command >= 0 ? pathOf(words.slice(0, command), targets) : undefined;
    for (const target of targets.filter(isUpstream)) {
      yield {
        kind: 'uses-address',
        at,
        protocol: target.startsWith('h2c:') ? 'grpc' : 'http',
        target: templated(target.replace(/^h2c:\/\//, 'http://')),
        via: `Caddy ${command >= 0 ? words[command] : inside}`,
        ...(path !== undefined && { path: { kind: 'literal', text: path } }),
      };
    }
    for (const word of words) {
      if (word === '}') open.pop();
      else if (word === '{') open.push(command >= 0 ? words[command]! : (words[0] ?? ''));
    }
  }
}

/** The last word before the targets that is a path: `reverse_proxy /api/* api:80`, `handle /api/*`. */
const pathOf = (before: readonly string[], after: readonly string[]): string | undefined =>
  [...before, ...after.slice(0, 1)].find(word => /^\/[\w*/.-]*$/.test(word))?.replace(/\*$/, '');

const isUpstream = (word: string): boolean => !/^[/@{}*]$|^[/@*]|^unix\/|^\{$|^\{(vars|http|path)/.test(word) && /[a-z0-9}]/i.test(word);

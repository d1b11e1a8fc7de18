import type { Reader } from '../../reader.ts';
import { mayBeText, namedArgument, valueIn } from '../rules/argument.ts';
import { requests } from '../rules/request.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'get_response', 'post_form'];
const CLIENT = /^(Faraday|HTTParty|RestClient|Typhoeus|HTTP|HTTPX|Excon|Net\.HTTP|Patron|Curl)\b/;
const BASES = ['url', 'base_url', 'base_uri'];

/** Requests by Net::HTTP and the gems that stand for it. */
export const httpRequests = requests(
  'ruby-http',
  ['Ruby'],
  [
    { names: METHODS, on: CLIENT, method: 'name', bases: BASES, baseFirst: true },
    { names: ['Faraday'], on: /^$/ },
    { names: ['Excon'], on: /^$/ },
    { names: ['execute'], on: /^RestClient\.Request$/, method: 'name' },
    { names: ['Request'], on: /^Typhoeus$/ },
    { names: ['base_uri'] },
    { names: ['open'], on: /^(URI|OpenURI)$/ },
    { names: [...METHODS, 'URI', 'parse'], method: 'name', onlyAddress: true },
  ],
);

/** `Net::HTTP.new(host, port)`, `Net::HTTP.start(host, port)`. */
export const netHttp: Reader = {
  name: 'ruby-net-http',
  languages: ['Ruby'],
  *call(call, context) {
    const path = call.path.join('.');
    if (path !== 'Net.HTTP.start' && !(path === 'Net.HTTP' && call.constructs)) return;
    const host = call.arguments[0] ?? namedArgument(call, ['address']);
    // The host of a parsed address was said where it was parsed.
    if (!mayBeText(host) || (host.kind === 'name' && /^(host|hostname)$/.test(host.path.at(-1) ?? '') && host.path.length > 1)) return;
    const port = call.arguments[1];
    const target = valueIn(host, context);
    const whole = mayBeText(port)
      ? ({ kind: 'join', parts: [target, { kind: 'literal', text: ':' }, valueIn(port, context)] } as const)
      : target;
    yield { kind: 'uses-address', at: host.span, protocol: 'http', target: whole, via: 'Net::HTTP' };
  },
};

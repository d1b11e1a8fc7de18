import type { Reader } from '../../reader.ts';
import { mayBeText, valueIn } from '../rules/argument.ts';
import { requests } from '../rules/request.ts';

const METHODS = [
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'getAsync',
  'postAsync',
  'putAsync',
  'patchAsync',
  'deleteAsync',
];
const CLIENT = /(Guzzle|HttpClient|Http\.Client|HttpClientInterface|Client)(\.|$)|(^|\.)(Http|client|httpClient|http|guzzle)$/i;
const BASES = ['base_uri', 'base_url'];

/** Requests by Guzzle, Symfony, Laravel and PHP itself. */
export const httpRequests = requests(
  'php-http',
  ['PHP'],
  [
    { names: METHODS, on: /(^|\.)(Facades\.)?Http(\.|$)/, method: 'name' },
    { names: METHODS, on: CLIENT, uses: ['GuzzleHttp', 'Symfony', 'Psr', 'Illuminate'], method: 'name', bases: BASES },
    { names: ['request', 'requestAsync'], on: CLIENT, at: 1, method: 0, bases: BASES },
    { names: ['baseUrl', 'withBaseUri'] },
    { names: ['curl_init'] },
    { names: ['Request'], uses: ['GuzzleHttp', 'Nyholm'], at: 1, method: 0 },
    { names: ['file_get_contents', 'fopen', 'readfile', 'get_headers', 'simplexml_load_file'], onlyAddress: true },
    { names: ['SoapClient'], onlyAddress: true },
    { names: METHODS, method: 'name', onlyAddress: true },
  ],
);

/** `curl_setopt($curl, CURLOPT_URL, $url)` and clients that are made for one host. */
export const otherClients: Reader = {
  name: 'php-curl',
  languages: ['PHP'],
  *call(call, context) {
    const name = call.path.at(-1);
    const [, option, value] = call.arguments;
    if (name === 'curl_setopt' && option?.kind === 'name' && option.path.at(-1) === 'CURLOPT_URL' && mayBeText(value)) {
      yield { kind: 'uses-address', at: value.span, protocol: 'http', target: valueIn(value, context), via: 'curl_setopt' };
    }
    if (name !== 'curl_setopt_array' || option?.kind !== 'object') return;
    const url = option.entries.find(entry => entry.key.endsWith('CURLOPT_URL'))?.value;
    if (mayBeText(url))
      yield { kind: 'uses-address', at: url.span, protocol: 'http', target: valueIn(url, context), via: 'curl_setopt_array' };
  },
};

/** `new Client(['base_uri' => …])`: every request of the client goes there. */
export const baseAddresses: Reader = {
  name: 'php-base-uri',
  languages: ['PHP'],
  *call(call, context) {
    const options = call.arguments.flatMap(argument => (argument.kind === 'object' ? argument.entries : []));
    const base = [...options, ...call.named].find(entry => BASES.includes(entry.key))?.value;
    if (mayBeText(base))
      yield { kind: 'uses-address', at: base.span, protocol: 'http', target: valueIn(base, context), via: call.path.slice(-2).join('.') };
  },
};

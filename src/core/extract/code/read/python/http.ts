import { requests } from '../rules/request.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];
/** A library or a client of it, never what its requests give back. */
const CLIENT =
  /^(requests|httpx|aiohttp|urllib3|niquests|curl_cffi|treq|tornado\.httpclient)(\.(\w*[A-Z]\w*|sessions?|client|requests|httpx|aiohttp|urllib3))*$/;
const BASES = ['base_url'];

/** Requests by the libraries that Python services use. */
export const httpRequests = requests(
  'python-http',
  ['Python'],
  [
    { names: METHODS, on: CLIENT, method: 'name', bases: BASES },
    { names: ['stream', 'request'], on: CLIENT, at: 1, method: 0, bases: BASES },
    { names: ['urlopen', 'Request', 'urlretrieve'], on: /^(urllib|six)\b|^$/, uses: ['urllib', 'urllib2', 'six'] },
    { names: ['fetch'], on: /AsyncHTTPClient|HTTPClient/ },
    { names: ['invoke_method'], uses: ['dapr'], keys: ['app_id'] },
    { names: ['ServerProxy'], on: /^xmlrpc\b/ },
    { names: ['HTTPConnection', 'HTTPSConnection'], on: /^http\b/, keys: ['host'] },
    { names: ['ws_connect', 'connect', 'create_connection', 'WebSocketApp'], on: /^(websockets?|aiohttp)\b/ },
    // A session that is handed in from elsewhere has no type to see; a text that is an address says enough.
    { names: METHODS, uses: ['requests', 'httpx', 'aiohttp'], method: 'name', onlyAddress: true },
    { names: ['request'], uses: ['requests', 'httpx', 'aiohttp'], at: 1, method: 0, onlyAddress: true },
  ],
);

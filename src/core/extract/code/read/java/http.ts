import type { Reader } from '../../reader.ts';
import { valueIn } from '../rules/argument.ts';
import { requests } from '../rules/request.ts';

const TEMPLATE = /Rest(Template|Operations)/i;
const FLUENT = /(Web|Rest|Http)Client|OkHttp|HttpRequest|Request\.Builder/i;
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/** Requests by Spring, the JDK, OkHttp, Apache, Jersey and Unirest. */
export const httpRequests = requests(
  'java-http',
  ['Java'],
  [
    { names: ['getForObject', 'getForEntity'], method: 'GET' },
    { names: ['postForObject', 'postForEntity', 'postForLocation'], method: 'POST' },
    { names: ['patchForObject'], method: 'PATCH' },
    { names: ['headForHeaders'], method: 'HEAD' },
    { names: ['put'], on: TEMPLATE, method: 'PUT' },
    { names: ['delete'], on: TEMPLATE, method: 'DELETE' },
    { names: ['exchange', 'execute'], on: TEMPLATE, method: 1 },
    { names: ['uri'], on: FLUENT, uses: ['org.springframework.web', 'java.net.http', 'org.springframework.boot'] },
    { names: ['baseUrl', 'rootUri'], uses: ['org.springframework', 'retrofit2', 'feign'] },
    { names: ['create'], on: /(^|\.)(WebClient|RestClient)$/ },
    { names: ['newBuilder'], on: /(^|\.)HttpRequest$/ },
    { names: ['url'], uses: ['okhttp3', 'com.squareup.okhttp', 'com.squareup.okhttp3'] },
    { names: ['HttpGet'], uses: ['org.apache.http', 'org.apache.hc'], method: 'GET' },
    { names: ['HttpPost'], uses: ['org.apache.http', 'org.apache.hc'], method: 'POST' },
    { names: ['HttpPut'], uses: ['org.apache.http', 'org.apache.hc'], method: 'PUT' },
    { names: ['HttpDelete'], uses: ['org.apache.http', 'org.apache.hc'], method: 'DELETE' },
    { names: ['HttpPatch'], uses: ['org.apache.http', 'org.apache.hc'], method: 'PATCH' },
    { names: ['target'], uses: ['javax.ws.rs', 'jakarta.ws.rs', 'org.glassfish.jersey'], on: /client/i },
    { names: ['target'], uses: ['feign'], at: 1 },
    { names: METHODS, on: /(^|\.)Unirest$/, method: 'name' },
    { names: ['getAbs', 'postAbs', 'putAbs', 'deleteAbs'], method: 'name' },
    { names: ['fromHttpUrl', 'fromUriString'], on: /UriComponentsBuilder$/ },
    { names: ['URL'], uses: ['java.net'] },
    { names: ['invokeMethod'], uses: ['io.dapr'] },
    { names: ['newWebSocketClient', 'buildAsync'], at: 0, onlyAddress: true },
    {
      names: METHODS,
      uses: ['org.springframework.web.client', 'io.restassured', 'kong.unirest', 'io.ktor.client'],
      method: 'name',
      onlyAddress: true,
    },
  ],
);

const LOOKUPS = new Map([
  ['getInstances', /discovery/i],
  ['choose', /loadbalancer/i],
  ['getNextServerFromEureka', /./],
  ['getApplication', /eureka/i],
]);

/** Names that are asked of a registry, and routes of Spring Cloud Gateway. */
export const discovery: Reader = {
  name: 'java-discovery',
  languages: ['Java'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const [first] = call.arguments;
    if (!first) return;
    if (LOOKUPS.get(name)?.test(call.path.slice(0, -1).join('.'))) {
      yield { kind: 'uses-address', at: first.span, protocol: 'http', target: valueIn(first, context), via: `DiscoveryClient.${name}` };
    }
    if (name === 'uri' && context.uses('org.springframework.cloud.gateway')) {
      yield { kind: 'uses-address', at: first.span, protocol: 'http', target: valueIn(first, context), via: 'Spring Cloud Gateway route' };
    }
  },
};

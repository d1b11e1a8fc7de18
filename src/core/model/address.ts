/** Hosts of schemas, licences, documentation and placeholders: texts that look like addresses and never are a dependency. */
const NOT_A_PEER =
  /(^|\.)(example\.(com|org|net)|w3\.org|schema\.org|schemas\.(microsoft|xmlsoap|openxmlformats|android)\.(com|org)|apache\.org|opensource\.org|gnu\.org|json-schema\.org|springframework\.org|purl\.org|swagger\.io|openapis\.org|localhost\.localdomain|ietf\.org|rfc-editor\.org|spdx\.org|creativecommons\.org|stackoverflow\.com|wikipedia\.org|mozilla\.org|readthedocs\.(io|org)|godoc\.org|pkg\.go\.dev|npmjs\.(com|org)|aka\.ms|go\.microsoft\.com|docs\.microsoft\.com|learn\.microsoft\.com|goo\.gl|bit\.ly|fonts\.(googleapis|gstatic)\.com|cdnjs\.cloudflare\.com|unpkg\.com|jsdelivr\.net|bootstrapcdn\.com|placeholder\.com|xmlns\.[a-z]+\.org|mybatis\.org|hibernate\.org|jboss\.org|oracle\.com|sun\.com|eclipse\.org)$/i;

const URL_SHAPE = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i;
const HOST_PORT = /^[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?:\d{2,5}$/i;

/** A text that is an address by itself: a URL, a connection string or `host:port`. */
export function looksLikeAddress(text: string): boolean {
  if (text.length < 5 || text.length > 400) return false;
  if (/^(jdbc:|Server=|Host=|Data Source=)/i.test(text)) return true;
  if (HOST_PORT.test(text)) return !/^\d+:\d+$/.test(text);
  return URL_SHAPE.test(text) && !isDocumentation(text);
}

export const isDocumentation = (text: string): boolean => NOT_A_PEER.test(hostIn(text));

const hostIn = (url: string): string => /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1] ?? url;

/** Names under which people keep addresses: `ordersUrl`, `REDIS_HOST`, `brokers`, `connectionString`. */
export const ADDRESS_NAME =
  /(host|hostname|url|uri|addr|address|endpoint|server|servers|broker|brokers|bootstrap|dsn|connection|conn|origin|upstream|target|service|svc|domain|node|nodes|cluster)(name|s|string|str)?$/i;

/** Names whose values are addresses that somebody else calls, or that a browser is sent to. */
export const NOT_CALLED_NAME =
  /callback|redirect|allowed_?(origin|host|cors)|cors|origins?$|whitelist|allowlist|client_?uri|(return|success|cancel|failure|public|canonical|share)_?ur[il]|listen|bind_?(addr|host)|advertised|audience|referer|user_?agent|xmlns|^(self|homepage|license|repository|docs?|documentation|swagger|schema|namespace|terms_?of_?service|contact|logo|icon|image|avatar|picture)(_?ur[il]|_?link)?$/i;

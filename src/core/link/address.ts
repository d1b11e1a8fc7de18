/** An address taken apart. A part that is not known holds HOLE. */
export interface Address {
  readonly scheme?: string;
  readonly host: string;
  readonly port?: number;
  readonly path?: string;
}

/** Stands in a resolved text where a part is not known: a character of the private use area, which no address has. */
export const HOLE = '\uF8FF';

const URL = /^([a-z][a-z0-9+.:-]*?):\/\/(?:[^/@\s]*@)?([^/?#\s]*)(.*)$/i;
const JDBC = /^jdbc:([a-z0-9]+)(?::[a-z0-9]+)?:(?:thin:@)?(?:\/\/)?([^/;?]+)/i;
const KEYED = /(?:^|;|\s|,)(?:server|host|data source|datasource|address|addr|servername|endpoint)\s*=\s*(?:tcp:)?([^;,\s]+)(?:,(\d+))?/i;
const PLAIN = /^([a-z0-9_\uF8FF](?:[a-z0-9_.\uF8FF-]*[a-z0-9_\uF8FF])?)(?::(\d{1,5}|\uF8FF))?(\/.*)?$/i;

/** Every address that a text names: one, or one for each member of a list of brokers or replicas. */
export function addressesIn(text: string): Address[] {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 2000) return [];
  const jdbc = JDBC.exec(trimmed);
  if (jdbc && !trimmed.startsWith('jdbc:h2') && !/^jdbc:(h2|hsqldb|sqlite|derby)/i.test(trimmed))
    return hosts(jdbc[2]!, `jdbc:${jdbc[1]!.toLowerCase()}`);
  const url = URL.exec(trimmed);
  if (url)
    return url[1]!.toLowerCase() === 'consul' || url[1]!.toLowerCase() === 'dns'
      ? hosts(url[3]!.replace(/^\/+/, '') || url[2]!, url[1]!)
      : hosts(url[2]!, url[1]!, url[3]);
  const keyed = KEYED.exec(trimmed);
  if (keyed) return hosts(keyed[2] ? `${keyed[1]}:${keyed[2]}` : keyed[1]!);
  const tcp = /\btcp\(([^)]+)\)/.exec(trimmed);
  if (tcp) return hosts(tcp[1]!, 'mysql');
  return hosts(trimmed);
}

function hosts(list: string, scheme?: string, path?: string): Address[] {
  const members = list
    .split(/[,;]/)
    .map(member => member.trim())
    .filter(member => member !== '');
  return members.flatMap(member => {
    const nested = URL.exec(member);
    if (nested) return hosts(nested[2]!, nested[1], nested[3]);
    const plain = PLAIN.exec(member);
    if (!plain) return [];
    const port = Number(plain[2]);
    const rest = (path || plain[3]) ?? '';
    return [
      {
        host: plain[1]!.toLowerCase(),
        ...(scheme && { scheme: scheme.toLowerCase() }),
        ...(port > 0 && port < 65_536 && { port }),
        ...(rest !== '' && { path: rest }),
      },
    ];
  });
}

export const isLocal = (host: string): boolean =>
  /^(localhost|127(\.\d+){3}|0\.0\.0\.0|::1|\[::1\]|host\.docker\.internal|host\.minikube\.internal|docker\.for\.(mac|win)\.localhost)$/i.test(
    host,
  );

/** A name that the public resolves: it has a dot and ends like a domain, not like a cluster's or a file's. */
export const isPublic = (host: string): boolean =>
  /^([a-z0-9-]+\.)+[a-z]{2,}$/i.test(host) &&
  !/\.(local|internal|svc|cluster|lan|localdomain|test|invalid|localhost|consul|json|ya?ml|js|ts|py|go|java|xml|html?|md|txt|properties|conf|sql|png|svg|proto|class|env|sh|cs|php|rb|css)$/i.test(
    host,
  );

/** Which versions of a client do not talk to which versions of a server. */
export interface Incompatible {
  readonly ecosystem: RegExp;
  readonly client: RegExp;
  readonly server: RegExp;
  /** Completes "…: …". Undefined: they fit, or nothing is known. */
  readonly why: (client: readonly number[], server: readonly number[]) => string | undefined;
}

const at = (version: readonly number[], ...from: readonly number[]): boolean => {
  for (const [index, part] of from.entries()) if ((version[index] ?? 0) !== part) return (version[index] ?? 0) > part;
  return true;
};

/** Majors go together; a client asks for headers that an older server does not know, or checks the product since 7.14. https://github.com/elastic/elasticsearch-py/issues/2046 */
const elastic: Incompatible['why'] = (client, server) => {
  if (client[0]! > server[0]! && client[0]! >= 8)
    return `a client of ${client[0]} sends a media type that a server of ${server[0]} rejects`;
  if (client[0]! < server[0]! && server[0]! - client[0]! > 1)
    return `a client of ${client[0]} speaks an API that a server of ${server[0]} no longer has`;
  if (client[0] === 7 && server[0] === 6) return 'a client of 7 speaks an API without types, which a server of 6 does not have';
  return undefined;
};

export const INCOMPATIBLE: readonly Incompatible[] = [
  { ecosystem: /npm/, client: /^@elastic\/elasticsearch$/, server: /^elasticsearch(\/elasticsearch)?$/, why: elastic },
  {
    ecosystem: /pypi/,
    client: /^(elasticsearch(\[async\])?|elasticsearch-dsl)$/i,
    server: /^elasticsearch(\/elasticsearch)?$/,
    why: elastic,
  },
  { ecosystem: /gem/, client: /^elasticsearch$/, server: /^elasticsearch(\/elasticsearch)?$/, why: elastic },
  { ecosystem: /composer/, client: /^elasticsearch\/elasticsearch$/, server: /^elasticsearch(\/elasticsearch)?$/, why: elastic },
  {
    ecosystem: /go/,
    client: /^github\.com\/elastic\/go-elasticsearch(\/v\d+)?$/,
    server: /^elasticsearch(\/elasticsearch)?$/,
    why: elastic,
  },
  { ecosystem: /maven|gradle/, client: /(^|:)elasticsearch-java$/, server: /^elasticsearch(\/elasticsearch)?$/, why: elastic },
  {
    ecosystem: /npm|pypi|gem/,
    client: /^(@elastic\/elasticsearch|elasticsearch)$/,
    server: /^opensearchproject\/opensearch$/,
    why: client => (at(client, 7, 14) ? 'clients since 7.14 check that the server is Elasticsearch' : undefined),
  },
  // Wire versions: https://github.com/mongodb/specifications (the drivers' minimum server version)
  {
    ecosystem: /npm/,
    client: /^mongodb$/,
    server: /^mongo$/,
    why: (client, server) =>
      client[0]! >= 7 && !at(server, 4, 2)
        ? 'a driver of 7 needs a server of at least 4.2'
        : client[0]! >= 6 && !at(server, 3, 6)
          ? 'a driver of 6 needs a server of at least 3.6'
          : client[0]! <= 3 && !at(client, 3, 7) && server[0]! >= 8
            ? 'a driver of 3 before 3.7 uses opcodes that a server of 5.1 and later no longer has'
            : undefined,
  },
];

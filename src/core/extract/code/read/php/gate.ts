import type { Imports } from '../../../../model/program-fact.ts';

/** What a file that talks to others, or says where others are, has in it. */
const MATTERS = new RegExp(
  [
    String.raw`getenv|\benv\(|\$_ENV|\$_SERVER\[`,
    String.raw`curl_|Guzzle|HttpClient|\bHttp::|SoapClient|file_get_contents\(\s*["'$]`,
    String.raw`\bPDO\b|mysqli|pg_p?connect|DriverManager|MongoDB|MongoClient|Predis|\bRedis\b|\bredis\b|[Mm]emcached?|Elasticsearch|AMQP|RdKafka|fsockopen|stream_socket_client|Transport`,
    String.raw`\bRoute::|#\[Route|@Route\(|@(?:\w+\\)?(?:Get|Post|Put|Patch|Delete)\(\"|->(?:get|post|put|patch|delete|any|map|request)\(\s*['"]`,
    String.raw`AppFactory|\bKernel\(|Grpc\\|\bconfig\(['"]`,
    String.raw`\bconst\s+[A-Z][A-Z0-9_]*\s*=\s*['"]|\bdefine\(`,
    String.raw`^return\s*(?:\[|array\()`,
    String.raw`["'][a-z][a-z0-9+]*://`,
  ].join('|'),
  'm',
);

/** The comment in front, whose links are about licences. */
const HEAD = /^<\?php\s*(?:\/\*[\s\S]*?\*\/\s*|(?:\/\/|#)[^\n]*\n\s*)*/;

/** False: the file can hold nothing but imports. */
export const phpGate = (text: string): boolean => !/^use PHPUnit\\/m.test(text) && MATTERS.test(text.replace(HEAD, ''));

const IMPORT =
  /^[ \t]*use[ \t]+(?:function[ \t]+|const[ \t]+)?\\?([\w\\]+)(?:[ \t]+as[ \t]+(\w+))?[ \t]*;|\b(?:require|include)(?:_once)?[ \t(]+(?:__DIR__|dirname\(__FILE__\))?[ \t.]*['"]([^'"\n]+\.php)['"]/gm;

/** Imports of a file that is not parsed. */
export function phpImports(text: string): Imports[] {
  return [...text.matchAll(IMPORT)].map((match): Imports => {
    const [whole, name, alias, file] = match;
    const at = [match.index + whole.length - whole.trimStart().length, match.index + whole.length] as const;
    if (name === undefined) return { kind: 'imports', at, specifier: `./${(file ?? '').replace(/^\.?\//, '')}`, names: [] };
    const imported = name.split('\\').at(-1) ?? name;
    return { kind: 'imports', at, specifier: name, names: [{ local: alias ?? imported, imported }] };
  });
}

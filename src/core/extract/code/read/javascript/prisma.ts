import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Value } from '../../../../model/value.ts';
import { env, literal } from '../../../../model/value.ts';
import type { Source } from '../../../../model/source.ts';
import { dialectTechnology } from './connections.ts';

const DATASOURCE = /^[ \t]*datasource\s+\w+\s*\{([^}]*)\}/gm;
const PROVIDER = /^\s*provider\s*=\s*"([\w-]+)"/m;
const URL = /^([ \t]*url\s*=\s*)(?:env\(\s*"([^"]+)"\s*\)|"([^"]*)")/m;

/** Pure and total: the data sources of a `schema.prisma`. */
export function prismaFacts(source: Source): CodeFact[] {
  const facts: CodeFact[] = [];
  for (const datasource of source.text.matchAll(DATASOURCE)) {
    const body = datasource[1]!;
    const technology = technologyOf(PROVIDER.exec(body)?.[1]);
    if (!technology) continue;
    const start = datasource.index + datasource[0].indexOf('{') + 1;
    const url = URL.exec(body);
    const at = url
      ? ([start + url.index + url[1]!.length, start + url.index + url[0].length] as const)
      : ([datasource.index, start] as const);
    const target = url && valueOf(url);
    if (url?.[2]) facts.push({ kind: 'reads-env', at, name: url[2], certain: true });
    facts.push({ kind: 'uses-address', at, protocol: technology, ...(target && { target }), via: 'prisma' });
  }
  return facts;
}

const technologyOf = (provider: string | undefined): Technology | undefined =>
  provider === 'sqlite' ? undefined : (dialectTechnology(provider ?? '') ?? 'sql');

const valueOf = (url: RegExpExecArray): Value => (url[2] === undefined ? literal(url[3] ?? '') : env(url[2]));

import type { Contract, Operation } from '../../model/contract-fact.ts';
import type { Source, Span } from '../../model/source.ts';
import { join, literal, type Value } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { readJson, type Wanted } from '../json/parse.ts';
import { at, entries, items, text, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { answersIn } from './answers.ts';
import { references } from './references.ts';
import { scanned } from './scan.ts';

/** OpenAPI 3 and Swagger 2, whatever the file is called. */
export const openapi: Extractor = {
  name: 'openapi',
  include: ['**/*.{yaml,yml,json}'],
  keys: ['openapi', 'swagger'],
  mayMatch: text => SHAPE.test(text),
  extract: source => {
    const { root, problems } = rootOf(source);
    return { facts: root ? [...contract(root, source), ...answersIn(root)] : [], problems };
  },
};

/** As the first keys of a line, or of a JSON text without lines; the number of the version tells it from other uses of the words. */
const SHAPE = /^[ \t]*(?:\{[ \t]*)?["']?(?:openapi|swagger)["']?[ \t]*:[ \t]*["']?[23]\.\d/m;

/** Above the first size indentation is enough; above the second a specification is never made into a tree of YAML nodes. */
const LARGE = 150_000;
const TOO_LARGE = 1_000_000;

function rootOf(source: Source): { readonly root: Node | undefined; readonly problems: ReturnType<typeof yamlFile>['problems'] } {
  if (/^\s*\{/.test(source.text)) return readJson(source.text, wanted);
  if (source.text.length > LARGE) {
    const root = scanned(source.text);
    if (source.text.length > TOO_LARGE || entries(at(root, 'paths')).length > 0) return { root, problems: [] };
  }
  const { documents, problems } = yamlFile(source);
  return { root: documents.find(({ root }) => isContract(root))?.root, problems };
}

const TOP = /^(openapi|swagger|info|servers|host|basePath|schemes|paths|webhooks)$/;
const LONG = /^(parameters|requestBody|responses|callbacks|security|tags|examples?|schema|content|description|summary)$/;

const wanted: Wanted = (key, depth) => (depth === 0 ? TOP.test(key) : depth < 2 || !LONG.test(key));

const isContract = (root: Node): boolean => /^[23]/.test(text(root, 'openapi') ?? text(root, 'swagger') ?? '');

function* contract(root: Node, source: Source): Iterable<Contract> {
  if (!isContract(root)) return;
  const version = text(root, 'info', 'version');
  yield {
    kind: 'contract',
    at: (at(root, 'info', 'title') ?? at(root, 'openapi') ?? at(root, 'swagger') ?? root).at,
    format: 'openapi',
    name: text(root, 'info', 'title') ?? source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.\w+$/, ''),
    operations: operations(root),
    services: [],
    servers: servers(root),
    references: references(source.text),
    channels: [],
    ...(version !== undefined && { version }),
  };
}

const METHOD = /^(get|put|post|delete|options|head|patch|trace|query)$/;

function operations(root: Node): readonly Operation[] {
  return entries(at(root, 'paths')).flatMap(path =>
    entries(path.value)
      .filter(({ key }) => METHOD.test(key))
      .map(({ key, keyAt, value }) => {
        const id = text(value, 'operationId');
        return {
          at: keyAt,
          method: key.toUpperCase(),
          path: path.key,
          pathAt: path.keyAt,
          ...(id !== undefined && { id, idAt: at(value, 'operationId')!.at }),
        };
      }),
  );
}

function servers(root: Node): Contract['servers'] {
  const listed = items(at(root, 'servers')).flatMap(server => {
    const url = at(server, 'url');
    return url?.kind === 'scalar' && url.text !== '' ? [{ url: withDefaults(url.text, server), at: url.at }] : [];
  });
  const host = at(root, 'host') ?? at(root, 'basePath');
  if (text(root, 'swagger') === undefined || !host) return listed;
  const name = text(root, 'host');
  const scheme = text(root, 'schemes', 0) ?? 'http';
  const span: Span = host.at;
  return [{ url: literal(`${name === undefined ? '' : `${scheme}://${name}`}${text(root, 'basePath') ?? ''}`), at: span }];
}

/** `https://{region}.shop.dev`: a variable is its default. */
function withDefaults(url: string, server: Node): Value {
  return join(
    url
      .split(/(\{[^}]*\})/)
      .filter(part => part !== '')
      .map(part => literal(/^\{.*\}$/.test(part) ? (text(server, 'variables', part.slice(1, -1), 'default') ?? part) : part)),
  );
}

import { fields, field, fieldAt, elements, type Place, type Field } from '../../contract/openapi/place.ts';
import { reader, type Reader } from '../../contract/openapi/reader.ts';
import { textOf } from '../../contract/openapi/value.ts';
import type { Placed } from '../../link/facts-view.ts';
import type { Service } from '../../link/services.ts';
import type { World } from '../../link/world.ts';
import type { Contract } from '../../model/contract-fact.ts';
import { isPinned } from '../../model/sibling-fact.ts';
import { isTest } from '../../model/paths.ts';
import type { FilePath, Location } from '../../model/source.ts';
import { documentedRoutes } from '../../navigate/documented-routes.ts';
import type { Occurrence } from '../../navigate/occurrence.ts';
import type { Route } from '../../navigate/served-routes.ts';
import type { Texts } from '../../readers/use.ts';

/** An OpenAPI document and the service that it describes. */
export interface Described {
  readonly file: FilePath;
  readonly title: string;
  readonly service: Service;
  /** OpenAPI 2 writes headers and parameters without a schema. */
  readonly isSwagger: boolean;
  readonly operations: readonly DescribedOperation[];
  /** What of it could not be modelled, a sentence each. */
  readonly notes: readonly string[];
}

export interface DescribedOperation {
  /** `POST /charges`. */
  readonly name: string;
  /** Upper case. */
  readonly method: string;
  readonly at: Location;
  /** JSONPath of the operation. */
  readonly target: string;
  /** Keys of its responses: `200`, `4XX`, `default`. */
  readonly codes: ReadonlySet<string>;
  /** Headers that it takes, lower case. */
  readonly headers: ReadonlySet<string>;
  /** It has a list of parameters of its own, that an entry can be appended to. */
  readonly hasParameters: boolean;
  /** What the document already says under the extension of ours. */
  readonly saysOurs: boolean;
  /** Routes of the service's code that answer it. */
  readonly routes: readonly Route[];
  /** Where code answers it: the routes, and methods of what was generated from the document. */
  readonly answeredAt: readonly Location[];
  /** The elements of the system that it is. */
  readonly elements: readonly string[];
}

const METHODS = /^(get|put|post|delete|options|head|patch|trace)$/;

export interface Looking {
  readonly world: World;
  readonly routes: readonly Route[];
  /** Where operations of documents are answered. */
  readonly answers: readonly Occurrence[];
  readonly texts: Texts;
}

/** The OpenAPI documents of services, each with the code behind its operations. */
export function describedServices(looking: Looking): readonly Described[] {
  const contracts = looking.world.view
    .all('contract')
    .filter(({ format, file }) => format === 'openapi' && !isOfTests(file) && !isPinned(file));
  return contracts.flatMap(contract => described(contract, looking));
}

/** A folder of specifications is called `spec` as one of tests is; documents of the first kind are meant here. */
const isOfTests = (file: FilePath): boolean => isTest(file.replace(/(^|[/._-])specs?(?=\/)/gi, '$1described'));

function described(contract: Placed<Contract>, { world, routes, answers, texts }: Looking): readonly Described[] {
  const { file, name } = contract;
  const prefix = `operation ${file} `;
  const inThis = answers.filter(({ element }) => element.startsWith(prefix));
  const service = describedService(contract, { world, routes, answers: inThis });
  const documents = reader({ read: path => texts.read(path), under: () => [] }, 'after');
  const root = documents.root(file);
  if (!service || !root) return [];
  const own = routes.filter(route => route.service.id === service.id);
  const generated = Map.groupBy(
    inThis.filter(({ owner }) => owner === service.id),
    ({ element }) => element,
  );
  const found = fields(field(root, 'paths')).map(path => operationsOf(path, { documents, routes: own, prefix, generated }));
  const notes = found.flatMap(({ note }) => note ?? []);
  const isSwagger = /^\s*\{?\s*["']?swagger["']?\s*:/m.test(texts.read(file) ?? '');
  return [{ file, title: name, service, isSwagger, operations: found.flatMap(({ operations }) => operations), notes }];
}

/** Whose folder it lies in; else whose code alone answers most of its operations. */
function describedService({ file, operations }: Placed<Contract>, { world, routes, answers }: Omit<Looking, 'texts'>): Service | undefined {
  const owners = world.ownership.ownersOf(file).filter(({ kind }) => kind === 'service');
  if (owners.length === 1 && owners[0]!.units.some(({ runs }) => runs)) return owners[0];
  const candidates = owners.length > 1 ? owners : world.services;
  const scored = candidates
    .map(service => {
      const own = routes.filter(route => route.service.id === service.id);
      const named = new Set(answers.filter(({ owner }) => owner === service.id).map(({ element }) => element));
      const byRoute = own.length === 0 ? 0 : operations.filter(({ method, path }) => answering(method, path, own).length > 0).length;
      return { service, score: Math.max(byRoute, named.size) };
    })
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score * 2 > operations.length && best.score > (next?.score ?? 0)
    ? best.service
    : owners.length === 1
      ? owners[0]
      : undefined;
}

interface FoundOperations {
  readonly operations: readonly DescribedOperation[];
  readonly note?: string;
}

interface Answering {
  readonly documents: Reader;
  readonly routes: readonly Route[];
  /** What the elements of the document's operations begin with. */
  readonly prefix: string;
  readonly generated: ReadonlyMap<string, readonly Occurrence[]>;
}

function operationsOf(path: Field, { documents, routes, prefix, generated }: Answering): FoundOperations {
  if (path.key.startsWith('x-')) return { operations: [] };
  if (textOf(field(path, '$ref')?.node) !== '')
    return { operations: [], note: `${path.key} is described by a reference; an overlay of this document cannot reach what stands there.` };
  const shared = headersOf(field(path, 'parameters'), documents);
  const operations = fields(path)
    .filter(({ key, node }) => METHODS.test(key) && node.kind === 'mapping')
    .map((operation): DescribedOperation => {
      const parameters = field(operation, 'parameters');
      const method = operation.key.toUpperCase();
      const element = `${prefix}${textOf(field(operation, 'operationId')?.node)}`;
      const own = answering(method, path.key, routes);
      const places = [...own.map(({ at }) => at), ...(generated.get(element) ?? []).map(({ at }) => at)];
      return {
        name: `${method} ${path.key}`,
        method,
        at: { file: operation.file, span: operation.keyAt },
        target: jsonPath('paths', path.key, operation.key),
        codes: new Set(fields(field(operation, 'responses')).map(({ key }) => key)),
        headers: new Set([...shared, ...headersOf(parameters, documents)]),
        hasParameters: parameters?.node.kind === 'sequence',
        saysOurs: fieldAt(operation, 'x-faultline') !== undefined,
        routes: own,
        answeredAt: [...new Map(places.map(at => [`${at.file} ${at.span[0]}`, at])).values()],
        elements: [element, ...own.map(({ element }) => element)],
      };
    });
  return { operations };
}

function headersOf(parameters: Place | undefined, documents: Reader): readonly string[] {
  return elements(parameters)
    .map(documents.follow)
    .filter(parameter => textOf(field(parameter, 'in')?.node) === 'header')
    .map(parameter => textOf(field(parameter, 'name')?.node).toLowerCase());
}

const answering = (method: string, path: string, routes: readonly Route[]): readonly Route[] =>
  documentedRoutes(
    path,
    routes.filter(route => route.method === method || route.method === '*'),
  );

/** `$.paths['/charges'].post`. */
export const jsonPath = (...keys: readonly string[]): string =>
  `$${keys.map(key => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`)).join('')}`;

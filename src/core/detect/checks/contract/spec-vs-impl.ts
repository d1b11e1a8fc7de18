import type { Placed } from '../../../link/facts-view.ts';
import type { Operation } from '../../../model/contract-fact.ts';
import type { ServesRoute } from '../../../model/talk-fact.ts';
import { folderOf, isUnder } from '../../../model/paths.ts';
import { isPinned } from '../../../model/sibling-fact.ts';
import type { FilePath } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { evidence, factEvidence } from '../../places.ts';
import { fits, partsOf, wordsOfPath } from '../../request-paths.ts';
import { ownerOf, runs, servicesOf } from '../../running-code.ts';
import type { System } from '../../system.ts';

interface Served {
  readonly method: string;
  readonly path: string;
  readonly fact: Placed<ServesRoute>;
}

interface Specified extends Operation {
  readonly file: FilePath;
}

export const specVsImpl: Check = {
  id: 'contract.spec-vs-impl',
  stage: 'contract',
  severity: 'high',
  title: 'The specification and the code disagree on an operation',
  why: 'Clients that are generated from the specification ask for a path or method that nobody serves, and get 404 or 405.',
  fix: 'Generate one from the other, or test the code against the specification.',
  guard:
    'Only where an operation is served by nobody and a route is specified by nobody, and both have the same words in the same order: other prefixes, missing operations and internal routes are left alone.',
  sources: ['https://github.com/bcgov/TheOrgBook/issues/815', 'https://github.com/CrowdStrike/gofalcon/issues/716'],
  *run(system) {
    for (const contract of system.all('contract')) {
      if (contract.format !== 'openapi' || !runs(contract.file) || isPinned(contract.file)) continue;
      const operations = contract.operations.map(operation => ({ ...operation, file: contract.file }));
      const routes = routesOf(system, contract.file);
      const lost = operations.filter(operation => !routes.some(route => isOf(route, operation)));
      const unnamed = routes.filter(route => !operations.some(operation => isOf(route, operation)));
      for (const operation of lost) {
        const near = unnamed.filter(route => resembles(route, operation));
        if (near.length === 1) yield found(system, operation, near[0]!);
      }
    }
  },
};

/** Routes of the services that the specification lies in; else those of the nearest folder that has any. */
function routesOf(system: System, file: FilePath): readonly Served[] {
  const served = system
    .all('serves-route')
    .flatMap((fact): readonly Served[] =>
      fact.path.kind === 'literal' && runs(fact.file) ? [{ method: fact.method.toUpperCase(), path: fact.path.text, fact }] : [],
    );
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const near = served.filter(({ fact }) => isUnder(fact.file, folder));
    const services = new Set(near.flatMap(({ fact }) => servicesOf(system, fact.file).map(({ id }) => id)));
    // What several services serve together is not what one specification is about.
    if (services.size > 1) return [];
    if (near.length > 0 || folder === '') return near;
  }
}

const isOf = ({ method, path }: Served, operation: Specified): boolean =>
  (method === '*' || method === operation.method) && fits(path, operation.path);

/** The same words in the same order, with other parameters between them; or the same path by another method. */
function resembles({ method, path }: Served, operation: Specified): boolean {
  const words = wordsOfPath(operation.path);
  if (words.length === 0 || words.join('/') !== wordsOfPath(path).slice(-words.length).join('/')) return false;
  const sameParts = fits(path, operation.path);
  return method === operation.method || method === '*'
    ? !sameParts && words.length > 1 - Number(partsOf(path).at(-1) !== '{}')
    : sameParts && changes(method) && changes(operation.method);
}

/** PUT for PATCH is a slip; a GET beside a POST of the same path is another operation. */
const changes = (method: string): boolean => /^(PUT|PATCH|POST)$/.test(method);

function found(system: System, operation: Specified, route: Served): Found {
  const { about, name } = ownerOf(system, route.fact.file);
  return {
    subject: `${operation.method} ${operation.path}`,
    message: `The specification promises ${operation.method} ${operation.path}, but ${name} serves ${route.method === '*' ? '' : `${route.method} `}${route.path}.`,
    evidence: [evidence({ file: operation.file, span: operation.pathAt ?? operation.at }, 'specified'), factEvidence(route.fact, 'served')],
    about,
  };
}

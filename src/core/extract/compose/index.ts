import type { ComposeFile, ComposeInclude, ComposeService, Interpolates } from '../../model/compose-fact.ts';
import type { FileFacts } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { manifestNode } from '../../yaml/manifest-node.ts';
import { at, entries, entry, items, type MappingEntry, type Node } from '../../yaml/tree.ts';
import { plain, plainList } from './environment.ts';
import { interpolations } from './interpolations.ts';
import { composeService } from './service.ts';

const NAMED = /(?:^|[-_.])(?:docker-?)?compose[^/]*\.ya?ml$/i;
const OTHER_FORMAT = /(?:^|\/)(?:values[^/]*\.ya?ml$|\.github\/|\.gitlab-ci)/;

/** `services:` at the start of a line; files of the first format have none, but then an image or build. */
const MODERN = /^(?:\uFEFF)?["']?(?:services|include)["']?[ \t]*:/m;
const FIRST_FORMAT = /^[ \t]+(?:image|build|extends)[ \t]*:/m;
const CLUSTER_OBJECT = /^apiVersion[ \t]*:/m;

/** Compose files by name, and any other YAML file whose top level has services with an image or a build (docker-stack.yml, infrastructure.yaml). */
export const compose: Extractor = {
  name: 'compose',
  include: ['**/*.{yml,yaml}'],
  keys: ['services', 'include', 'image', 'build', 'extends'],
  mayMatch: text => MODERN.test(text) || (!CLUSTER_OBJECT.test(text) && FIRST_FORMAT.test(text)),
  extract,
};

const NOTHING: FileFacts = { facts: [], problems: [] };

function extract(source: Source): FileFacts {
  const named = NAMED.test(source.path.slice(source.path.lastIndexOf('/') + 1));
  if (!named && (!MODERN.test(source.text) || OTHER_FORMAT.test(source.path))) return NOTHING;
  const file = yamlFile(source);
  const facts = file.documents.flatMap(({ root }) => factsOf(root, named, source.text));
  return facts.length > 0 || named ? { facts, problems: file.problems } : NOTHING;
}

function factsOf(root: Node, named: boolean, text: string): readonly (ComposeService | ComposeInclude | ComposeFile | Interpolates)[] {
  if (entry(root, 'apiVersion')) return [];
  const services = servicesOf(root, named);
  if (!named && !services.some(({ value }) => runs(value))) return [];
  const configs = configFiles(at(root, 'configs'));
  const found = [...services.map(service => composeService(service, configs)), ...includes(at(root, 'include'))];
  return found.length === 0 ? [] : [...found, ...besideServices(root), ...interpolations(root, text)];
}

const BESIDE: ReadonlySet<string> = new Set(['name', 'networks', 'volumes', 'secrets', 'configs']);

function besideServices(root: Node): readonly ComposeFile[] {
  const own = entries(root).filter(({ key }) => BESIDE.has(key));
  const [first] = own;
  if (root.kind !== 'mapping' || first === undefined || !entry(root, 'services')) return [];
  return [{ kind: 'compose-file', at: first.keyAt, written: manifestNode({ ...root, entries: own }) }];
}

function servicesOf(root: Node, named: boolean): readonly MappingEntry[] {
  const services = entry(root, 'services');
  if (services) return entries(services.value).filter(({ value }) => named || value.kind === 'mapping');
  return named && !entry(root, 'version') ? entries(root).filter(({ key, value }) => !key.startsWith('x-') && runs(value)) : [];
}

const runs = (service: Node): boolean =>
  at(service, 'image')?.kind === 'scalar' || at(service, 'build') !== undefined || at(service, 'extends') !== undefined;

function configFiles(node: Node | undefined): ReadonlyMap<string, string> {
  return new Map(
    entries(node).flatMap(({ key, value }): [string, string][] => {
      const file = plain(at(value, 'file'));
      return file ? [[key, file]] : [];
    }),
  );
}

/** `include: [a.yml, {path: [b.yml, c.yml]}]` */
function includes(node: Node | undefined): readonly ComposeInclude[] {
  const list = node?.kind === 'scalar' ? [node] : items(node);
  return list.flatMap(item => {
    const paths = item.kind === 'mapping' ? at(item, 'path') : item;
    return plainList(paths).map((path): ComposeInclude => ({ kind: 'compose-include', at: paths?.at ?? item.at, path }));
  });
}

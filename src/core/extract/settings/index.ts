import type { Fact } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { tomlTree } from '../toml/parse.ts';
import type { Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { isAddress } from './address.ts';
import { plain, templated } from './placeholder.ts';
import { properties } from './properties.ts';
import { dotted, settings, type Setting } from './setting.ts';

/** Configuration files that a program reads by its own means: `config.json`, `config/default.yaml`, `settings.toml`, `*.properties`. */
export const settingsFile: Extractor = {
  name: 'settings',
  include: [
    '**/{config,configuration,settings,conf,app-config,app_config,service-config,service_config,env,environment,environments,local,default,production,development}.{json,yaml,yml,toml}',
    '**/{config,conf,configs,etc,settings}/*.{json,yaml,yml,toml}',
    '**/*.{config,conf}.{json,yaml,yml,toml}',
    '**/{config,app,server,service,producer,consumer,kafka,client,database,db,connect*,microprofile-config}.properties',
  ],
  mayMatch: text => text.length < LARGEST && ADDRESS.test(text) && !OTHER.test(text),
  extract,
};

const LARGEST = 200_000;
/** Somewhere a URL with a host of a system, or a host with a port, or a key that names a host. */
const ADDRESS = /:\/\/|[a-z]:\d{2,5}\b|["']?\b\w*(?:host|addr|server|url|uri|endpoint|broker)\w*["']?\s*[:=]/i;
/** Files that have a reader of their own: manifests, contracts, compose, Spring, collectors, tools. */
const OTHER =
  /^[ \t]*["']?(?:apiVersion|kind|services|openapi|swagger|asyncapi|receivers|exporters|scrape_configs|static_resources|_format_version|spring|eureka|zuul|quarkus|\$schema|compilerOptions|extends|rules|plugins|repos|jobs|version: 2\.1|dependencies|scripts)["']?\s*[:.]/m;
const OWN =
  /(?:^|\/)(?:appsettings|launchSettings|package|tsconfig|application|bootstrap|ocelot)[^/]*$|(?:^|\/)(?:\.github|\.vscode|node_modules|i18n|locales?|translations|lang|vendor|grafana|dashboards?)\//i;

function extract(source: Source): { facts: readonly Fact[]; problems: [] } {
  if (OWN.test(source.path)) return { facts: [], problems: [] };
  return { facts: flattened(source).flatMap(setting => [...factsOf(setting)]), problems: [] };
}

function flattened(source: Source): readonly Setting[] {
  if (source.path.endsWith('.properties')) return properties(source.text);
  const roots: readonly (Node | undefined)[] = source.path.endsWith('.json')
    ? [jsonFile(source).root]
    : source.path.endsWith('.toml')
      ? [tomlTree(source)]
      : yamlFile(source).documents.map(({ root }) => root);
  // A list at the top is data, not configuration.
  return roots.flatMap(root => (root?.kind === 'mapping' ? settings(root, dotted) : []));
}

const MOST = 2_000;

/** Addresses are also said by themselves: a program that takes the whole file names no key. */
function* factsOf({ name, text, at }: Setting): Iterable<Fact> {
  if (text === '' || text.length > MOST) return;
  const value = templated(text);
  yield { kind: 'sets-env', at, name, value, format: 'yaml' };
  if (isAddress(plain(value)) || (HOST.test(name) && /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/i.test(plain(value))))
    yield { kind: 'mentions-address', at, value, name };
}

/** A bare word is a host where its key says so. */
const HOST = /(^|[._-])(host|hostname|addr|address|server)$/i;

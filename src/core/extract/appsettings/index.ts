import type { Fact, FileFacts } from '../../model/fact.ts';
import type { Source } from '../../model/source.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { isAddress } from '../settings/address.ts';
import { plain, templated } from '../settings/placeholder.ts';
import { inProfile } from '../settings/profile.ts';
import { settings, type Naming, type Setting } from '../settings/setting.ts';
import { ocelotRoutes } from './ocelot.ts';
import { ruleOf } from './rules.ts';
import { reverseProxy } from './yarp.ts';

/** .NET configuration, and the JSON files that its gateways are configured in: Ocelot and YARP. */
export const appsettings: Extractor = {
  name: 'appsettings',
  include: [
    '**/appsettings*.json',
    '**/ocelot*.json',
    '**/Ocelot*.json',
    '**/yarp*.json',
    '**/[cC]onfiguration*.json',
    '**/reverse[pP]roxy*.json',
  ],
  mayMatch: text => text.length < LARGEST,
  extract,
};

const LARGEST = 1_000_000;

const colons: Naming = {
  member: (parent, key) => (parent === '' ? key : `${parent}:${key.replaceAll('__', ':')}`),
  item: (parent, index) => `${parent}:${index}`,
};

const PROFILE = /(?:appsettings|ocelot|yarp|configuration)\.([\w-]+)\.json$/i;

function extract(source: Source): FileFacts {
  const { root, problems } = jsonFile(source);
  const all = settings(root, colons);
  const own = /(?:^|\/)appsettings[^/]*\.json$/i.test(source.path);
  const gateway = [...ocelotRoutes(root), ...reverseProxy(root)];
  // Other JSON files with such names count only as gateways.
  const facts = own ? [...all.flatMap(setting => [...factsOf(setting)]), ...gateway] : gateway;
  const profile = PROFILE.exec(source.path)?.[1];
  return { facts: facts.map(fact => inProfile(fact, profile)), problems: own || gateway.length > 0 ? problems : [] };
}

/** What stands under these names is listened on, shown, matched, or read as a route by its own reader. */
const NO_CALL =
  /^(ReverseProxy|Routes|ReRoutes|Kestrel|AllowedHosts|Logging):|(^|:)(urls|applicationUrl|cors|allowedOrigins|origins?|redirectUris?|postLogout\w*|callback\w*|schema|\$schema|license|contact)(:|$)/i;

function* factsOf({ name, text, at }: Setting): Iterable<Fact> {
  const value = templated(text);
  yield { kind: 'sets-env', at, name, value, format: 'appsettings' };
  if (text === '' || NO_CALL.test(name)) return;
  const rule = ruleOf(name);
  if (rule && plain(value) !== '') yield { kind: 'uses-address', at, target: value, ...rule };
  else if (isAddress(plain(value)) || CONNECTION.test(name)) yield { kind: 'mentions-address', at, value, name };
}

const CONNECTION = /^ConnectionStrings:[^:]+$/i;

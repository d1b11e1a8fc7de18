import type { Contract } from '../../model/contract-fact.ts';
import type { Source } from '../../model/source.ts';
import { literal } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { jsonFile } from '../json/parse.ts';
import { references } from '../openapi/references.ts';
import { at, entries, text, type Node } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';

/** AsyncAPI 2 and 3: channels as the described application uses them. */
export const asyncapi: Extractor = {
  name: 'asyncapi',
  include: ['**/*.{yaml,yml,json}'],
  keys: ['asyncapi'],
  mayMatch: text => SHAPE.test(text),
  extract: source => {
    const json = /^\s*\{/.test(source.text);
    const { root, problems } = json ? jsonFile(source) : { root: yamlFile(source).documents[0]?.root, problems: yamlFile(source).problems };
    return { facts: root && text(root, 'asyncapi') !== undefined ? [contract(root, source)] : [], problems };
  },
};

const SHAPE = /^[ \t]*(?:\{[ \t]*)?["']?asyncapi["']?[ \t]*:[ \t]*["']?[123]\.\d/m;

function contract(root: Node, source: Source): Contract {
  const version = text(root, 'info', 'version');
  return {
    kind: 'contract',
    at: (at(root, 'info', 'title') ?? at(root, 'asyncapi') ?? root).at,
    format: 'asyncapi',
    name: text(root, 'info', 'title') ?? source.path.slice(source.path.lastIndexOf('/') + 1).replace(/\.\w+$/, ''),
    operations: [],
    services: [],
    servers: servers(root),
    references: references(source.text),
    channels: text(root, 'asyncapi')!.startsWith('3') ? [...channelsOf3(root)] : [...channelsOf2(root)],
    ...(version !== undefined && { version }),
  };
}

type Channel = Contract['channels'][number];

/** In version 2 `publish` says what others may publish, so the application receives it. */
function* channelsOf2(root: Node): Iterable<Channel> {
  for (const channel of entries(at(root, 'channels'))) {
    for (const { key, keyAt } of entries(channel.value)) {
      if (key === 'publish') yield { address: channel.key, action: 'receive', at: keyAt };
      if (key === 'subscribe') yield { address: channel.key, action: 'send', at: keyAt };
    }
  }
}

function* channelsOf3(root: Node): Iterable<Channel> {
  for (const { value, keyAt } of entries(at(root, 'operations'))) {
    const action = text(value, 'action');
    const name = text(value, 'channel', '$ref')?.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~');
    if (name === undefined || (action !== 'send' && action !== 'receive')) continue;
    yield { address: text(root, 'channels', name, 'address') ?? name, action, at: keyAt };
  }
}

function servers(root: Node): Contract['servers'] {
  return entries(at(root, 'servers')).flatMap(({ value }) => {
    const place = at(value, 'url') ?? at(value, 'host');
    if (place?.kind !== 'scalar' || place.text === '') return [];
    const protocol = text(value, 'protocol');
    const address = `${place.text}${text(value, 'pathname') ?? ''}`.replace(
      /\{(\w+)\}/g,
      (whole, name: string) => text(value, 'variables', name, 'default') ?? whole,
    );
    return [{ url: literal(address.includes('://') || protocol === undefined ? address : `${protocol}://${address}`), at: place.at }];
  });
}

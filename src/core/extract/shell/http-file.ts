import type { MentionsAddress } from '../../model/talk-fact.ts';
import type { Extractor } from '../extractor.ts';
import { templated } from '../settings/placeholder.ts';

/** Requests kept for an editor (`.http`, `.rest`). People send them, not the service, so they are no call of the system. */
export const httpFile: Extractor = {
  name: 'http-file',
  include: ['**/*.{http,rest}'],
  extract: ({ text }) => ({ facts: [...requests(text)], problems: [] }),
};

const LINE = /^[ \t]*(?:(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|GRPC|WEBSOCKET|GRAPHQL)[ \t]+)?((?:https?:\/\/|wss?:\/\/|\{\{)\S+)/gm;
const VARIABLE = /^@([\w-]+)\s*=\s*(.+)$/gm;

function* requests(text: string): Iterable<MentionsAddress> {
  const variables = new Map([...text.matchAll(VARIABLE)].map(([, name, value]) => [name!, value!.trim()]));
  for (const match of text.matchAll(LINE)) {
    const [whole, method, written = ''] = match;
    const url = written.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (hole, name: string) => variables.get(name) ?? hole);
    if (url.startsWith('{{') && !url.includes('://')) continue;
    const start = match.index + whole.length - whole.trimStart().length;
    yield {
      kind: 'mentions-address',
      at: [start, match.index + whole.length],
      value: templated(url),
      name: `${method ?? 'GET'} of a request file`,
    };
  }
}

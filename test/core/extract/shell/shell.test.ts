import { expect, test } from 'vitest';
import { httpFile } from '../../../../src/core/extract/shell/http-file.ts';
import { shell } from '../../../../src/core/extract/shell/index.ts';
import { said } from '../configuration-facts.ts';

/** What a script takes from outside has a test of its own. */
const script = (text: string) => said(shell, 'load/run.sh', text).filter(line => line !== 'expands-variables');

test('clients of HTTP send to the URLs among their words', () => {
  expect(script('#!/bin/sh\ncurl -s -X POST -H "A: http://no" -d \'{"u":"http://no"}\' "http://cart:80/items"\n')).toEqual([
    'http http://cart:80/items POST',
  ]);
  expect(script('ab -n 10 -c 5 http://web/\n')).toEqual(['http http://web/']);
  expect(script('until curl -f ${CART_URL:-http://cart}/health; do sleep 1; done\n')).toEqual(['http ${CART_URL:http://cart}/health']);
});

test('a continued line is one command, comments and here-documents are none', () => {
  expect(script('curl \\\n  http://a:1/x\n# curl http://no:1\ncat <<EOF\ncurl http://no:1\nEOF\ncurl http://b:1\n')).toEqual([
    'http http://a:1/x',
    'http http://b:1',
  ]);
});

test('downloads are no calls', () => {
  expect(script('curl -L https://example.com/tool.tar.gz | tar xz\nwget https://github.com/a/b\n')).toEqual([]);
});

test('clients of stores name host and port', () => {
  expect(script('redis-cli -h cache -p 6379 ping\npsql -h "$DB_HOST" -d x\nmysql --host=db\n')).toEqual([
    'redis cache:6379',
    'postgres ${DB_HOST}',
    'mysql db',
    'reads-env',
  ]);
});

const reads = (text: string) =>
  shell
    .extract({ path: 'run.sh' as never, text })
    .facts.flatMap(fact => (fact.kind === 'reads-env' ? fact.name : fact.kind === 'expands-variables' ? [] : fact.kind));

test('a script reads the variables that its commands are given, not those that it sets or only looks at', () => {
  expect(reads('OWN_URL=x\necho "$SHOWN_URL"\n[ -z "$LOOKED_HOST" ]\nlocust --host "$TARGET_URL" --out ${OWN_URL}\n')).toEqual([
    'TARGET_URL',
  ]);
});

test('waiting for an address is no call, giving it to a program is a mention', () => {
  expect(script('./wait-for-it.sh db:5432 -- ./app --backend=http://orders:80\n./loadgen http://web:8080\n')).toEqual([
    'mentions http://web:8080',
  ]);
});

test('request files for an editor only mention', () => {
  expect(said(httpFile, 'a.http', '@host = http://cart:80\n\nPOST {{host}}/items\nContent-Type: a\n')).toEqual([
    'mentions http://cart:80/items',
  ]);
});

import { expect, test } from 'vitest';
import { envDocument } from '../../../src/core/detect/env-document.ts';
import { envTable } from '../../../src/core/detect/env-table.ts';
import { systemIn } from '../../../src/core/detect/system-of-snapshot.ts';
import { envCsv, envMarkdown, envText } from '../../../src/cli/reporters/env-table.ts';
import { snapshotOf, type Texts } from './workspace.ts';

const documentOf = (texts: Texts, service?: string) => {
  const made = snapshotOf(texts);
  return envDocument(envTable(systemIn(made)!, service), made);
};

/** `NAME [verdicts] environment=state:text`. */
const rows = (texts: Texts, service?: string): readonly string[] =>
  documentOf(texts, service).services.flatMap(({ service, variables }) =>
    variables.map(
      ({ name, verdicts, cells }) =>
        `${service} ${name} [${verdicts.join()}] ${cells.map(({ environment, state, text }) => `${environment}=${state}${text === undefined ? '' : `:${text}`}`).join(' ')}`,
    ),
  );

const shop = {
  'compose.yaml':
    'services:\n  api:\n    build: .\n    environment:\n      STORE_URL: postgres://app:pw@db/shop\n      OLD: "1"\n      TOKEN: t\n  db:\n    image: postgres:16\n',
  'compose.prod.yaml': 'services:\n  api:\n    environment:\n      STORE_URL: postgres://app:pw@prod/shop\n',
  Dockerfile: 'FROM node\nENV LEVEL=info\nCOPY . .\n',
  'main.js': "a(process.env.STORE_URL, process.env.LEVEL, process.env.MAIL, process.env.SIZE ?? '3', process.env.TOKEN);\n",
};

test('where each variable comes from in each environment, and what is wrong with it', () => {
  expect(rows(shop, 'api')).toEqual([
    'api LEVEL [] compose=image:info compose:prod=image:info',
    'api MAIL [missing] compose=missing compose:prod=missing',
    'api OLD [unused] compose=set:1 compose:prod=set:1',
    'api SIZE [] compose=default compose:prod=default',
    'api STORE_URL [different] compose=set:postgres://app:•••@db/shop compose:prod=set:postgres://app:•••@prod/shop',
    'api TOKEN [] compose=set:••• compose:prod=set:•••',
  ]);
});

test('each has the lines that read and set it', () => {
  const row = documentOf(shop, 'api').services[0]!.variables.find(({ name }) => name === 'STORE_URL')!;
  expect(row.reads).toEqual([{ file: 'main.js', line: 1, column: 3 }]);
  expect(row.cells.map(({ places }) => places.map(({ file, line }) => `${file}:${line}`))).toEqual([
    ['compose.yaml:5'],
    ['compose.prod.yaml:4'],
  ]);
});

test('text, CSV and Markdown say the same, and a value cannot leave its cell', () => {
  const odd = { ...shop, 'compose.yaml': 'services:\n  api:\n    build: .\n    environment:\n      STORE_URL: "=1+1|\\"x\\",y"\n' };
  const document = documentOf({ 'compose.yaml': odd['compose.yaml'], Dockerfile: odd.Dockerfile, 'main.js': odd['main.js'] }, 'api');
  expect(envText(document)).toContain('STORE_URL  read main.js:1');
  expect(envCsv(document)).toContain('api,STORE_URL,compose,set,"\'=1+1|""x"",y",');
  expect(envMarkdown(document)).toContain('"=1+1\\|"x",y"');
});

import { expect, test } from 'vitest';
import { extract } from '../../../../src/core/extract/extractors.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import '../../../grammars.ts';

/** `NAME use` of each read. */
const uses = (path: string, text: string) =>
  extract({ path: path as FilePath, text }).facts.flatMap(fact => (fact.kind === 'reads-env' ? [`${fact.name} ${fact.use ?? '-'}`] : []));

test('a read that the program cannot do without', () => {
  expect(uses('a.py', "import os\nx = os.environ['STORE']\n")).toEqual(['STORE required']);
  expect(uses('a.ts', "if (!process.env.STORE) throw new Error('no store');\n")).toEqual(['STORE required']);
  expect(uses('a.rb', "x = ENV.fetch('STORE')\n")).toEqual(['STORE required']);
  expect(uses('a.rs', 'fn main() { let x = std::env::var("STORE").expect("store"); }\n')).toEqual(['STORE required']);
  const go =
    'package main\nimport ("os"; "log")\nfunc main() {\n  store := os.Getenv("STORE")\n  if store == "" {\n    log.Fatal("no store")\n  }\n}\n';
  expect(uses('a.go', go)).toEqual(['STORE required']);
});

test('a read that is compared, or has something stand in', () => {
  expect(uses('a.ts', "const debug = process.env.LEVEL === 'debug';\n")).toEqual(['LEVEL tested']);
  expect(uses('a.go', 'package main\nimport "os"\nvar on = "1" == os.Getenv("FLAG")\n')).toEqual(['FLAG tested']);
  const go = 'package main\nimport "os"\nfunc main() {\n  port := os.Getenv("SHOP_PORT")\n  if port == "" {\n    port = "80"\n  }\n}\n';
  expect(uses('a.go', go)).toEqual(['SHOP_PORT tested']);
});

const read = (lines: string) => `var builder = WebApplication.CreateBuilder(args);\n${lines}`;

test('.NET gives a zero of the type, or asks whether the text is empty', () => {
  expect(uses('Program.cs', read('Run(builder.Configuration.GetValue<bool>("TRACING_ON"));\n'))).toEqual(['TRACING_ON tested']);
  const asked = 'var store = builder.Configuration["STORE_URL"];\nif (!string.IsNullOrEmpty(store)) Open(store);\n';
  expect(uses('Program.cs', read(asked))).toEqual(['STORE_URL tested']);
});

test('a read that is itself the condition', () => {
  expect(uses('a.ts', 'if (process.env.FLAG) start();\n')).toEqual(['FLAG truth']);
  expect(uses('a.py', "import os\nif os.getenv('FLAG'):\n    start()\n")).toEqual(['FLAG truth']);
});

test('a read that is used as it is', () => {
  expect(uses('a.ts', 'connect(process.env.STORE);\n')).toEqual(['STORE -']);
  expect(uses('a.py', "import os\nconnect(os.getenv('STORE'))\n")).toEqual(['STORE -']);
});

test('a schema demands what it names, unless it says otherwise', () => {
  const zod =
    "import { z } from 'zod';\nexport const env = z.object({ STORE_URL: z.string(), TRACE_URL: z.string().optional() }).parse(process.env);\n";
  expect(uses('env.ts', zod)).toEqual(['STORE_URL required', 'TRACE_URL tested']);
  const envalid =
    "import { cleanEnv, bool, str } from 'envalid';\nexport const env = cleanEnv(process.env, { STORE_URL: str(), TRACING: bool({ devDefault: true, default: false }) });\n";
  expect(uses('env.ts', envalid)).toEqual(['STORE_URL required', 'TRACING tested']);
  const joi =
    "import * as Joi from 'joi';\nexport const env = Joi.object({ STORE_URL: Joi.string().required(), TRACE_URL: Joi.string() });\n";
  expect(uses('env.ts', joi)).toEqual(['STORE_URL required', 'TRACE_URL tested']);
  const pydantic = 'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    store_url: str\n';
  expect(uses('settings.py', pydantic)).toEqual(['STORE_URL required']);
});

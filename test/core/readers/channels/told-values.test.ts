import '../../../grammars.ts';
import { expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import type { Value } from '../../../../src/core/model/value.ts';
import { toldValues } from '../../../../src/core/readers/channels/told-values.ts';

type Files = Readonly<Record<string, string>>;

/** What the dotted name at `¦` can be, with the file and line that says it; `!` marks what a caller gives. */
function told(files: Files): string[] {
  const [path, marked] = Object.entries(files).find(([, text]) => text.includes('¦'))!;
  const at = marked.indexOf('¦');
  const texts = { paths: Object.keys(files) as FilePath[], read: (file: FilePath) => files[file]?.replace('¦', '') };
  const name = /^[\w.]+/.exec(marked.slice(at + 1))![0].replace(/^(this|self)\./, '');
  const source = { path: path as FilePath, text: texts.read(path as FilePath)! };
  return toldValues(source, { path: name.split('.'), at: [at, at + 1] }, texts).map(({ value, at: { file, span }, handed }) => {
    const line = texts.read(file)!.slice(0, span[0]).split('\n').length;
    return `${shown(value)} @${file}:${line}${handed ? '!' : ''}`;
  });
}

const shown = (value: Value): string =>
  value.kind === 'literal'
    ? value.text
    : value.kind === 'env'
      ? `$${value.name}`
      : value.kind === 'name'
        ? value.path.join('.')
        : value.kind;

test.each<[rule: string, files: Files, means: string[]]>([
  [
    'a parameter is what callers of the function give, through functions between them',
    {
      'a.go':
        'package a\nfunc start() {\n  name := os.Getenv("QUEUE")\n  run(ctx, name)\n}\nfunc run(ctx C, queue string) { loop(ctx, queue) }\nfunc loop(ctx C, queueName string) {\n  c.NewReceiver(¦queueName)\n}\n',
    },
    ['$QUEUE @a.go:3!'],
  ],
  [
    'an option of Go fills a field, and its default counts only where nobody gives one',
    {
      'mq/pub.go':
        'package mq\nfunc New() *pub {\n  return &pub{exchange: "default"}\n}\nfunc (p *pub) Send() { ch.Publish(¦p.exchange) }\n',
      'mq/options.go': 'package mq\nfunc Exchange(name string) Option {\n  return func(p *pub) { p.exchange = name }\n}\n',
      'main.go': 'package main\nimport "shop/mq"\nfunc main() { p.Configure(mq.Exchange("orders")) }\n',
      'other/other.go': 'package other\nimport "shop/http"\nfunc f() { http.Exchange("no") }\n',
    },
    ['orders @main.go:3!'],
  ],
  [
    'a field is what the constructor is handed, in an object that it takes apart, over a module that is a function',
    {
      'controller.js':
        'class C {\n  constructor({ redis, channel }) { this.channel = channel; }\n  log() { this.redis.publish(¦this.channel, "x"); }\n}\nmodule.exports = C;\n',
      'routes.js':
        "const C = require('./controller');\nmodule.exports = function (app, { redis, channel }) { new C({ redis, channel }); };\n",
      'server.js': "const routes = require('./routes');\nconst channel = process.env.CHANNEL || 'log';\nroutes(app, { redis, channel });\n",
    },
    ['$CHANNEL @server.js:2!'],
  ],
  [
    'a wrapper in Python is given its topic by keyword',
    {
      'a.py':
        'class P:\n  def __init__(self, topic):\n    self.topic = topic\n  def send(self):\n    k.send(¦self.topic)\nP(topic="orders")\n',
    },
    ['orders @a.py:6!'],
  ],
  [
    'a field of a configuration object that nobody fills keeps its name',
    { 'a.go': 'package a\nfunc f() { w.Write(¦c.cfg.Topics.Created.Name) }\n' },
    ['c.cfg.Topics.Created.Name @a.go:2'],
  ],
  ['what nobody gives is not known', { 'a.go': 'package a\nfunc f(topic string) { w.Write(¦topic) }\n' }, []],
])('%s', (_rule, files, means) => {
  expect(told(files)).toEqual(means);
});

test('a name that is made of itself ends', () => {
  expect(told({ 'a.js': 'function f(a) { const b = a || g(b); return f(b); }\nfunction g(x) { return f(x); }\nsend(¦f);\n' })).toEqual([]);
});

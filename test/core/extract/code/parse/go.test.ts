import { expect, test } from 'vitest';
import { goModule } from '../../../../../src/core/extract/code/parse/go.ts';
import type { FilePath } from '../../../../../src/core/model/source.ts';
import { written } from './written.ts';

const module = (text: string) => goModule({ path: 'main.go' as FilePath, text }).module;
const meaning = (text: string): string[] => written(module(`package shop\n${text}`));
const inFunction = (text: string): string[] =>
  meaning(`func f() {\n${text}\n}`)
    .slice(1)
    .map(line => line.trim());

test('the package is the namespace', () => {
  expect(module('package shop').namespace).toBe('shop');
});

test('an import is known by its alias, or by its last segment without version and go', () => {
  expect(
    meaning(
      'import (\n "net/http"\n r "a.com/x/redis/v9"\n "a.com/y/kafka-go"\n "a.com/nats.go"\n "a.com/z/v3"\n "a.com/go-w"\n _ "a.com/pq"\n)',
    ),
  ).toEqual([
    'import net/http http=*',
    'import a.com/x/redis/v9 r=*',
    'import a.com/y/kafka-go kafka=*',
    'import a.com/nats.go nats=*',
    'import a.com/z/v3 z=* v3=*',
    'import a.com/go-w w=*',
    'import a.com/pq',
  ]);
});

test('constants and variables have their values, one for each name', () => {
  expect(meaning('const A, B = "a", `b\\n`\nvar port string = ":80"')).toEqual(['A = "a"', 'B = "b\\\\n"', 'port: string = ":80"']);
});

test('formats, concatenation and host-port pairs are one text with holes', () => {
  expect(inFunction('a := fmt.Sprintf("http://%s:%d/%%", host, 80)\nb := "x" + c + "y"\nd := net.JoinHostPort(h, "80")')).toEqual([
    'a = "http://" + host + ":" + 80 + "/%"',
    'b = "x" + c + "y"',
    'd = h + ":80"',
  ]);
});

test('control flow is flattened, and what an if declares is a variable', () => {
  expect(inFunction('if v := os.Getenv("X"); v != "" { url = v } else { g() }\nfor { h() }\nswitch k { case "a": i() }')).toEqual([
    'v = os.Getenv("X")',
    '?(v, "")',
    'url = v',
    'g()',
    'h()',
    'i()',
  ]);
});

test('a struct literal constructs, a map is an object, a slice is a list', () => {
  expect(inFunction('a := &http.Client{Timeout: t}\nb := map[string]string{"k": "v"}\nc := []string{"x", "y"}')).toEqual([
    'a = new http.Client(Timeout=t)',
    'b = {k: "v"}',
    'c = ["x", "y"]',
  ]);
});

test('a chain keeps the call that it was called on', () => {
  expect(inFunction('client.R().Get("x")')).toEqual(['[client.R()].client.R.Get("x")']);
});

test('a method belongs to the type of its receiver', () => {
  expect(meaning('func (s *Server) Run(ctx context.Context, names ...string) error { return nil }')).toEqual([
    'function Server.Run(ctx: context.Context, names: string)',
    '  return ?()',
  ]);
});

test('a struct is a class with embedded bases, and its tags are annotations', () => {
  expect(meaning('type Config struct {\n pb.Unimplemented\n URL string `env:"URL" envDefault:"x"`\n}')).toEqual([
    'class Config() pb.Unimplemented',
    '  @env("URL") @envDefault("x") URL: string = -',
  ]);
});

test('type arguments stay with the call', () => {
  expect(inFunction('get[Order](x)')).toEqual(['get<Order>(x)']);
});

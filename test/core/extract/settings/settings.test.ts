import { expect, test } from 'vitest';
import { settingsFile } from '../../../../src/core/extract/settings/index.ts';
import { split, templated } from '../../../../src/core/extract/settings/placeholder.ts';
import { properties } from '../../../../src/core/extract/settings/properties.ts';
import { said, settingsOf, shown } from '../configuration-facts.ts';

const value = (text: string) => shown(templated(text));

test('placeholders of every kind become variables', () => {
  expect(value('${A}')).toBe('${A}');
  expect(value('${A:-b}:${C:d}')).toBe('${A:b}:${C:d}');
  expect(value('${env:A:-b}')).toBe('${A:b}');
  expect(value('${A:?must be set}')).toBe('${A}');
  expect(value('{$A:b}')).toBe('${A:b}');
  expect(value('{env.A}')).toBe('${A}');
  expect(value('http://$A_HOST:80')).toBe('http://${A_HOST}:80');
  expect(value('{{ env "A" }}')).toBe('${A}');
  expect(value('{{ .Values.a.b }}')).toBe('<Values.a.b>');
  expect(value('${A')).toBe('${A');
});

test('a list is parted outside of placeholders only', () => {
  expect(split(templated('a:1, ${B:x,y}:2;c')).map(shown)).toEqual(['a:1', '${B:x,y}:2', 'c']);
});

test('properties: comments, continued lines, and every separator', () => {
  const text = '# no\n! no\na=1\nb : 2\nc 3\nd=x\\\n  y\ne\\:f=g\n';
  expect(properties(text).map(({ name, text }) => `${name}=${text}`)).toEqual(['a=1', 'b=2', 'c=3', 'd=xy', 'e:f=g']);
});

test('a configuration file of any program gives its settings and mentions its addresses', () => {
  const text = '{"CartAddress":"cart:8080","db":{"host":"orders-db","port":5432},"title":"a: b"}';
  expect(said(settingsFile, 'svc/config.json', text)).toEqual(['mentions cart:8080', 'mentions orders-db']);
  expect(settingsOf(settingsFile, 'svc/config.toml', '[cart]\nurl = "http://cart"\n')).toEqual(['cart.url = http://cart']);
});

test('manifests and data are no settings', () => {
  expect(said(settingsFile, 'config/x.yaml', 'apiVersion: v1\nkind: Service\nurl: http://a:1\n')).toEqual([]);
  expect(said(settingsFile, 'config/x.json', '[{"url":"http://a:1"}]')).toEqual([]);
});

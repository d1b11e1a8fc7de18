import { expect, test } from 'vitest';
import { rustModule } from '../../../../../src/core/extract/code/parse/rust.ts';
import type { FilePath } from '../../../../../src/core/model/source.ts';
import { written } from './written.ts';

const meaning = (text: string): string[] => written(rustModule({ path: 'main.rs' as FilePath, text }).module);
const inFunction = (text: string): string[] =>
  meaning(`fn f() {\n${text}\n}`)
    .slice(1)
    .map(line => line.trim());

test('a use tree is one import for each name', () => {
  expect(meaning('use std::{env, collections::HashMap as Map};\nuse axum::*;\nuse reqwest;')).toEqual([
    'import std env=env',
    'import std::collections Map=HashMap',
    'import axum',
    'import reqwest reqwest=*',
  ]);
});

test('a fallback is a choice, through whatever wrappers', () => {
  expect(
    inFunction('let a = env::var("A").unwrap_or_else(|_| "x".into());\nlet b = env::var("B").ok().unwrap_or(String::from("y"));'),
  ).toEqual(['a = (env.var("A") | "x")', 'b = (env.var("B") | "y")']);
});

test('a match that gives the matched value or another is a choice', () => {
  expect(inFunction('let a = match env::var("A") { Ok(v) => v, Err(_) => "x".to_string() };')).toEqual(['a = (env.var("A") | "x")']);
});

test('formats take their arguments by order and by name', () => {
  expect(inFunction('let u = format!("http://{}:{port}/{}", host, path);')).toEqual(['u = "http://" + host + ":" + port + "/" + path']);
});

test('references, awaits and question marks do not change a value', () => {
  expect(inFunction('let r = client.post(&url).send().await?;')).toEqual(['r = [client.post(url)].client.post.send()']);
});

test('attributes stand on what follows them', () => {
  expect(meaning('#[get("/orders/<id>", data = "<x>")]\nasync fn order(id: &str) -> Json { x }')).toEqual([
    '@get("/orders/<id>", data="<x>") function order(id: str)',
    '  return x',
  ]);
});

test('an impl is a class whose base is the trait', () => {
  expect(meaning('impl Orders for Shop { fn new(&self) -> Self { Self { a } } }')).toEqual([
    'class Shop() Orders',
    '  function new()',
    '    return new Self(a=a)',
  ]);
});

test('what a macro takes is read like arguments, and its spans are in the file', () => {
  const text = 'fn f() { let u = vec!["a", b.c("x")]; }';
  const [statement] = rustModule({ path: 'a.rs' as FilePath, text }).module.statements;
  const [assign] = statement?.kind === 'function' ? statement.body : [];
  const list = assign?.kind === 'assign' && assign.value?.kind === 'list' ? assign.value : undefined;
  expect(list?.items.map(item => text.slice(...item.span))).toEqual(['"a"', 'b.c("x")']);
});

test('messages for people are no values', () => {
  expect(inFunction('let a = info!("http://{}", x);')).toEqual(['a = ?()']);
});

test('tests inside a file are left out', () => {
  expect(meaning('#[cfg(test)]\nmod tests { fn x() {} }\n#[tokio::test]\nasync fn y() {}')).toEqual([]);
});

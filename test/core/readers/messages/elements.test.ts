import { expect, test } from 'vitest';
import { fieldUses } from '../../../../src/core/readers/messages/field-uses.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { ads, uses } from './asked.ts';

test('a message is named as a type and made', () => {
  expect(
    uses(
      { 'a.go': 'package main\nimport pb "example.org/shop/genproto"\nfunc f(ad *pb.Ad) *pb.Ad {\n  return &pb.Ad{}\n}' },
      { field: '' },
    ),
  ).toEqual([
    'names certain: func f(ad *pb.‹Ad›) *pb.Ad {',
    'names certain: func f(ad *pb.Ad) *pb.‹Ad› {',
    'constructs certain: return &pb.‹Ad›{}',
  ]);
});

test('a value of an enum is named in the way of each language', () => {
  const asked = { message: 'shop.v1.Kind', field: 'KIND_BIG' };
  expect(
    uses(
      { 'a.go': 'package main\nimport pb "example.org/shop/genproto"\nfunc f(ad *pb.Ad) bool {\n  return ad.Kind == pb.Kind_KIND_BIG\n}' },
      asked,
    ),
  ).toEqual(['reads certain: return ad.Kind == pb.‹Kind_KIND_BIG›']);
  expect(uses({ 'A.java': 'import org.shop.v1.Kind;\nclass A { Object f() { return Kind.KIND_BIG; } }' }, asked)).toEqual([
    'sets certain: class A { Object f() { return Kind.‹KIND_BIG›; } }',
  ]);
  expect(uses({ 'a.cs': 'using Shop.V1;\nclass A { bool F(Ad ad) => ad.Kind == Kind.Big; }' }, asked)).toEqual([
    'reads certain: class A { bool F(Ad ad) => ad.Kind == Kind.‹Big›; }',
  ]);
  expect(uses({ 'a.py': 'import ads_pb2\nx = ads_pb2.AdRequest()\nx.ad.kind = ads_pb2.KIND_BIG\n' }, asked)).toEqual([
    'sets certain: x.ad.kind = ads_pb2.‹KIND_BIG›',
  ]);
});

test('a oneof is asked by its case and by its parts', () => {
  expect(
    uses(
      { 'a.java': 'import org.shop.v1.*;\nclass A { Object f(Ad ad) { return ad.getLookCase() + ad.getImage(); } }' },
      { field: 'look' },
    ),
  ).toEqual([
    'reads certain: class A { Object f(Ad ad) { return ad.‹getLookCase›() + ad.getImage(); } }',
    'reads certain: class A { Object f(Ad ad) { return ad.getLookCase() + ad.‹getImage›(); } }',
  ]);
});

test('what the contract does not have is used nowhere', () => {
  expect(uses({ 'a.go': 'package main\nfunc f(ad *pb.Ad) { use(ad.Gone) }' }, { field: 'gone' })).toEqual([]);
  expect(uses({ 'a.go': 'package main' }, { message: 'shop.v1.Gone' })).toEqual([]);
});

test('the answer says what was searched, also where nothing was found', () => {
  const paths = ['a.go', 'b.ts', 'c.html', 'd.md', 'e_test.go'] as FilePath[];
  const { uses: found, searched } = fieldUses({ schema: ads, message: 'shop.v1.Ad', field: 'text' }, paths, { paths, read: () => '' });
  expect([found, searched]).toEqual([[], { files: 3, languages: ['Go', 'TypeScript', 'templates'] }]);
});

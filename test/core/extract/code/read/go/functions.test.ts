import { expect, test } from 'vitest';
import { goModule } from '../../../../../../src/core/extract/code/parse/go.ts';
import { functions } from '../../../../../../src/core/extract/code/read/go/functions.ts';
import { factsOf } from '../../../../../../src/core/extract/code/walk.ts';
import type { FilePath } from '../../../../../../src/core/model/source.ts';

function said(text: string): string[] {
  const source = { path: 'clients/clients.go' as FilePath, text };
  return factsOf(goModule(source).module, source, [functions]).flatMap(fact =>
    fact.kind === 'defines-function' || fact.kind === 'calls-function' ? [`${fact.kind} ${fact.name}`] : [],
  );
}

test('a package offers its exported functions, not its methods or its own helpers', () => {
  expect(said('package clients\nfunc NewUsers() {}\nfunc dial() {}\nfunc (u Users) Get() {}')).toEqual(['defines-function NewUsers']);
});

test('a call names a function of an imported package or of its own', () => {
  expect(said('package main\nimport "shop/clients"\nfunc run() { clients.NewUsers(); NewOrders(); local() }')).toEqual([
    'calls-function NewUsers',
    'calls-function NewOrders',
  ]);
});

test('a function that is handed on counts as called', () => {
  expect(said('package main\nimport "shop/clients"\nfunc run() { provide(clients.NewUsers) }')).toContain('calls-function NewUsers');
});

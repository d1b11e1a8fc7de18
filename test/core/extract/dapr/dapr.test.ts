import { expect, test } from 'vitest';
import { dapr } from '../../../../src/core/extract/dapr/index.ts';
import { facts, shown } from '../configuration-facts.ts';

const read = (text: string) => facts(dapr, 'dapr.yaml', text);

test('a component tells its technology, its addresses and who may use it', () => {
  const text =
    'apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: mail\nspec:\n  type: bindings.smtp\n  metadata:\n    - name: host\n      value: mail\n    - name: port\n      value: 25\n    - name: password\n      secretKeyRef: {name: a, key: b}\nscopes:\n  - orders\n';
  const [component] = read(text);
  expect(component).toMatchObject({ kind: 'dapr-component', name: 'mail', type: 'bindings.smtp', protocol: 'smtp', scopes: ['orders'] });
  expect(component?.kind === 'dapr-component' && component.addresses.map(({ value }) => shown(value))).toEqual(['mail:25']);
});

test('a secret store has no address and no protocol', () => {
  expect(read('apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata: {name: s}\nspec: {type: secretstores.local.file}\n')).toMatchObject(
    [{ addresses: [], scopes: [] }],
  );
});

test('a subscription names its component, topic and route', () => {
  expect(
    read(
      'apiVersion: dapr.io/v2alpha1\nkind: Subscription\nspec:\n  pubsubname: bus\n  topic: placed\n  routes:\n    default: /placed\nscopes: [orders]\n',
    ),
  ).toMatchObject([{ kind: 'dapr-subscription', component: 'bus', topic: 'placed', route: '/placed', scopes: ['orders'] }]);
});

test('apps of a run file have an id, else the name of their folder', () => {
  expect(
    read('version: 1\napps:\n  - appID: cart\n    appDirPath: ./src/cart/\n    appPort: 80\n  - appDirPath: ./src/orders/\n'),
  ).toMatchObject([
    { kind: 'dapr-application', id: 'cart', path: './src/cart/', port: 80 },
    { id: 'orders', path: './src/orders/' },
  ]);
});

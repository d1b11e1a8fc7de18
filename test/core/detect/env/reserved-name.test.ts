import { expect, test } from 'vitest';
import { reservedName } from '../../../../src/core/detect/checks/env/reserved-name.ts';
import { found } from '../workspace.ts';

const compose = (image: string, variable: string) => ({
  'compose.yaml': `services:\n  store:\n    image: ${image}\n    environment:\n      ${variable}\n`,
});

test('a database server that is told where a database is looks there instead of at itself', () => {
  expect(found(reservedName, compose('mysql:8.4', 'MYSQL_HOST: store'))).toEqual(['low store MYSQL_HOST @ compose.yaml:5']);
  expect(found(reservedName, compose('postgres:16', 'PGPORT: "6000"'))).toEqual(['low store PGPORT @ compose.yaml:5']);
});

test('the same in a Kubernetes manifest', () => {
  const texts = {
    'store.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: store}
spec:
  template:
    spec:
      containers:
        - name: store
          image: docker.io/library/mariadb:11
          env:
            - name: MYSQL_TCP_PORT
              value: "3307"
`,
  };
  expect(found(reservedName, texts)).toEqual(['low store MYSQL_TCP_PORT @ store.yaml:11']);
});

test('what an image documents for its users is no slip, nor is the name elsewhere', () => {
  expect(found(reservedName, compose('mysql:8.4', 'MYSQL_DATABASE: shop'))).toEqual([]);
  expect(found(reservedName, compose('acme/orders:1', 'MYSQL_HOST: store'))).toEqual([]);
});

test('a PATH without the folders of the system finds no program', () => {
  expect(found(reservedName, compose('acme/orders:1', 'PATH: /app/bin'))).toEqual(['high store PATH @ compose.yaml:5']);
  expect(found(reservedName, compose('acme/orders:1', 'PATH: /app/bin:/usr/local/bin:/usr/bin:/bin'))).toEqual([]);
});

import { expect, test } from 'vitest';
import { kafkaAdvertisedLocalhost } from '../../../../src/core/detect/checks/wiring/kafka-advertised-localhost.ts';
import { portSyntax } from '../../../../src/core/detect/checks/wiring/port-syntax.ts';
import { replicasCollide } from '../../../../src/core/detect/checks/wiring/replicas-collide.ts';
import { found } from '../workspace.ts';

const service = (...lines: readonly string[]) => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n${lines.map(line => `    ${line}\n`).join('')}`,
});

test('replicas that want one name or one port', () => {
  expect(found(replicasCollide, service('container_name: shop', 'deploy: {replicas: 3}'))).toEqual([
    'high shop @ compose.yaml:4 compose.yaml:5',
  ]);
  expect(found(replicasCollide, service('ports: ["8080:80"]', 'scale: 2'))).toHaveLength(1);
});

test('a port of the engine’s choice, a swarm, and one replica', () => {
  expect(found(replicasCollide, service('ports: ["80"]', 'deploy: {replicas: 3}'))).toEqual([]);
  expect(found(replicasCollide, service('ports: ["8080:80"]', 'deploy: {replicas: 3, mode: replicated}'))).toEqual([]);
  expect(found(replicasCollide, service('ports: ["8080:80"]', 'deploy: {replicas: 1}'))).toEqual([]);
});

test('ports of a container in the network of the host are discarded', () => {
  expect(found(portSyntax, service('network_mode: host', 'ports: ["8080:80"]'))).toEqual([
    'low shop ports host @ compose.yaml:5 compose.yaml:4',
  ]);
  expect(found(portSyntax, service('network_mode: bridge', 'ports: ["8080:80"]'))).toEqual([]);
});

const broker = (port: number) => ({
  'compose.yaml': `services:\n  kafka:\n    image: apache/kafka:3.8.0\n    environment:\n      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092,PLAINTEXT_HOST://localhost:29092\n  shop:\n    image: acme/shop:1\n    environment: {KAFKA_BROKERS: "kafka:${port}"}\n`,
});

test('a container that comes by the listener for the host is sent to itself', () => {
  expect(found(kafkaAdvertisedLocalhost, broker(29_092))).toEqual(['high kafka @ compose.yaml:5 compose.yaml:8']);
  expect(found(kafkaAdvertisedLocalhost, broker(9092))).toEqual([]);
});

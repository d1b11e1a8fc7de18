import { expect, test } from 'vitest';
import { asyncapi } from '../../../../src/core/extract/asyncapi/index.ts';
import { facts, shown } from '../configuration-facts.ts';

function read(text: string) {
  const [contract] = facts(asyncapi, 'asyncapi.yaml', text);
  return contract?.kind === 'contract'
    ? [...contract.channels.map(({ action, address }) => `${action} ${address}`), ...contract.servers.map(({ url }) => shown(url))]
    : undefined;
}

test('in version 2 the application receives what others publish', () => {
  expect(
    read(
      'asyncapi: 2.6.0\nservers:\n  p:\n    url: kafka:9092\n    protocol: kafka\nchannels:\n  placed:\n    publish: {}\n  shipped:\n    subscribe: {}\n',
    ),
  ).toEqual(['receive placed', 'send shipped', 'kafka://kafka:9092']);
});

test('in version 3 operations say what the application does', () => {
  expect(
    read(
      "asyncapi: 3.0.0\nchannels:\n  placed:\n    address: orders.placed\noperations:\n  a:\n    action: send\n    channel:\n      $ref: '#/channels/placed'\n",
    ),
  ).toEqual(['send orders.placed']);
});

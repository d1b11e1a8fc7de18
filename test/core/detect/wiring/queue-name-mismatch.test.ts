import { expect, test } from 'vitest';
import { queueNameMismatch } from '../../../../src/core/detect/checks/wiring/queue-name-mismatch.ts';
import { found } from '../workspace.ts';

const js = (written: string, read: string) => ({
  'sales/send.js': `channel.sendToQueue('${written}', message);\n`,
  'mail/take.js': `channel.consume('${read}', take);\n`,
});

test('two names that were meant to be one', () => {
  expect(found(queueNameMismatch, js('invoice.paid', 'invoices.paid'))).toEqual([
    'high invoice.paid invoices.paid @ mail/take.js:1 sales/send.js:1',
  ]);
  expect(found(queueNameMismatch, js('invoice-paid', 'invoice_paid'))).toHaveLength(1);
});

test('another language and another broker', () => {
  const python = {
    'sales/send.py':
      'import pika\nchannel = pika.BlockingConnection().channel()\nchannel.basic_publish(exchange="", routing_key="invoice-paid", body=b"")\n',
    'mail/take.py':
      'import pika\nchannel = pika.BlockingConnection().channel()\nchannel.basic_consume(queue="invoices-paid", on_message_callback=take)\n',
  };
  expect(found(queueNameMismatch, python)).toHaveLength(1);
});

test('the same name, and names that are different on purpose', () => {
  expect(found(queueNameMismatch, js('invoice-paid', 'invoice-paid'))).toEqual([]);
  expect(found(queueNameMismatch, js('invoice-paid', 'order-created'))).toEqual([]);
  expect(found(queueNameMismatch, js('shard-1', 'shard-2'))).toEqual([]);
  expect(
    found(queueNameMismatch, { ...js('invoice-paid', 'invoices-paid'), 'audit/take.js': "channel.consume('invoice-paid', take);\n" }),
  ).toEqual([]);
});

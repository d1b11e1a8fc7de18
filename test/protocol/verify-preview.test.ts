import { expect, test } from 'vitest';
import {
  imageWords,
  offerWords,
  priceWords,
  sourceWords,
  type PreviewedCosts,
  type PreviewedService,
  type VerifyPreview,
} from '../../src/protocol/verify-preview.ts';

const service = (name: string, more: Partial<PreviewedService> = {}): PreviewedService => ({
  name,
  why: 'A journey enters here.',
  builds: 0,
  fetches: null,
  ...more,
});

const preview = (more: Partial<VerifyPreview>): VerifyPreview => ({
  sides: ['before', 'after'],
  services: [service('orders'), service('payments')],
  mocks: [],
  scenarios: [],
  tests: [],
  costs: null,
  whyVoid: null,
  notes: [],
  ...more,
});

const took = (more: Partial<PreviewedCosts>): PreviewedCosts => ({
  seconds: 38.4,
  bytes: 612_000_000,
  isSame: true,
  scenarios: 2,
  ...more,
});

test('the price is time, containers and memory, as far as an earlier run measured them', () => {
  expect(priceWords(preview({}))).toBe('2 containers, twice · time and memory not known yet');
  expect(priceWords(preview({ costs: took({}) }))).toBe('About 38 s · 2 containers, twice · 0.6 GB');
  expect(priceWords(preview({ costs: took({ seconds: 250, bytes: 31_400_000 }), sides: ['after'], services: [service('orders')] }))).toBe(
    'About 4 min · 1 container · 31 MB',
  );
});

test('where the price is known from is said, and that it was of something else', () => {
  expect(sourceWords(preview({}))).toBe('The first run measures time and memory.');
  expect(sourceWords(preview({ costs: took({}) }))).toBe('Time and memory as in the last run.');
  expect(sourceWords(preview({ costs: took({ isSame: false, scenarios: 1 }) }))).toBe(
    'Time and memory as in the last run, which was of 1 scenario.',
  );
  expect(sourceWords(preview({ costs: took({}), services: [service('orders', { builds: 1 })] }))).toBe(
    'Time and memory as in the last run; getting the images may come on top.',
  );
});

test.each([
  [[], 'Builds nothing: every image is there.'],
  [[service('orders', { builds: 2 }), service('payments', { builds: 1 })], 'Builds orders twice and payments.'],
  [['a', 'b', 'c', 'd'].map(name => service(name, { builds: 2 })), 'Builds 8 images of 4 services.'],
  [[service('store', { fetches: 'redis:7' }), service('queue', { fetches: 'redis:7' })], 'Fetches redis:7.'],
  [[service('orders', { builds: 1 }), service('store', { fetches: 'redis:7' })], 'Builds orders; fetches redis:7.'],
])('what is built and fetched first is named once: %#', (services, words) => {
  expect(imageWords({ services })).toBe(words);
});

test('what is asked names the services while they are few, and says that both sides run', () => {
  expect(offerWords(preview({}))).toBe('Start orders and payments twice, without your change and with it?');
  expect(offerWords(preview({ services: ['a', 'b', 'c'].map(name => service(name)), sides: ['after'] }))).toBe(
    'Start a, b and c as they are now?',
  );
  expect(offerWords(preview({ services: ['a', 'b', 'c', 'd'].map(name => service(name)) }))).toMatch(/^Start 4 services twice,/);
});

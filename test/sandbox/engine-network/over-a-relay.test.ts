import { beforeAll, vi } from 'vitest';

/** Whatever holds of proxies, journeys and contract tests holds of them when a relay listens and connects for them. */
vi.stubEnv('FAULTLINE_TESTED_NETWORK', 'relay');
beforeAll(() => void vi.stubEnv('FAULTLINE_TESTED_NETWORK', 'relay'));

await import('../proxy/http1.test.ts');
await import('../proxy/grpc.test.ts');
await import('../proxy/tcp.test.ts');
await import('../proxy/treatments.test.ts');
await import('../proxy/broken-services.test.ts');
await import('../journeys/send-journey.test.ts');
await import('../journeys/brokers.test.ts');
await import('../contract-tests/contract-test.test.ts');

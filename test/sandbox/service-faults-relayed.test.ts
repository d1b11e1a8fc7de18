import { vi } from 'vitest';

/** Whatever goes wrong with a service goes wrong with it where a relay listens and connects too. */
vi.stubEnv('FAULTLINE_RELAY', '1');
await import('./service-faults.test.ts');

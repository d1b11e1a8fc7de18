import { expect, test } from 'vitest';
import { holdsSecret } from '../../../src/core/siblings/secret-text.ts';

test.each([
  ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----`],
  ['an access key', `example: AKIA${'ABCDEFGH'.repeat(2)}`],
  ['a token of a forge', `example: ghp_${'a1B2'.repeat(9)}`],
  ['a signed token', `example: eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(12)}`],
  ['a password in an address', 'default: postgres://admin:hunter22@db/shop'],
])('%s is a secret', (_, text) => expect(holdsSecret(text)).toBe(true));

test.each([
  ['an address', 'url: https://api.example.com:8443/v1'],
  ['an address with variables', 'url: https://{user}:{password}@example.com'],
  ['a mail address', 'contact: mailto:team@example.com'],
  ['a scheme of security', 'type: http\nscheme: bearer\nbearerFormat: JWT'],
  ['a word that only names one', 'password: { type: string, minLength: 8 }'],
])('%s is none', (_, text) => expect(holdsSecret(text)).toBe(false));

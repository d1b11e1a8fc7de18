import { isTest } from '../../../model/paths.ts';
import type { Location } from '../../../model/source.ts';
import type { Value } from '../../../model/value.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';
import type { System } from '../../system.ts';

export const committedSecret: Check = {
  id: 'env.committed-secret',
  stage: 'env',
  severity: 'high',
  title: 'A key of a real account is kept in the repository',
  why: 'Everybody who can read the repository, now or ever, can use the account; bots find such keys within minutes.',
  fix: 'Revoke the key, and take the new one from a secret store.',
  guard: 'Only the shapes that the issuers of such keys publish count; their own documented examples, and files of tests, do not.',
  sources: ['https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns'],
  *run(system) {
    for (const { name, value, at, file } of settings(system)) {
      const text = value.kind === 'literal' ? value.text : '';
      const issuer = ISSUERS.find(({ shape }) => shape.test(text))?.name;
      if (issuer === undefined || /example|sample|dummy|fake|test|xxxx|0000000|1234567/i.test(text)) continue;
      yield {
        subject: `${file} ${name}`,
        message: `${file} holds what looks like a real ${issuer} in ${name}.`,
        evidence: [evidence(at, `${name} is set here`)],
        about: [],
      };
    }
  },
};

const ISSUERS: readonly { readonly name: string; readonly shape: RegExp }[] = [
  { name: 'AWS access key', shape: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { name: 'Stripe live key', shape: /\b[rs]k_live_[0-9A-Za-z]{16,}/ },
  { name: 'GitHub token', shape: /\bgh[pousr]_[0-9A-Za-z]{36,}|\bgithub_pat_\w{60,}/ },
  { name: 'Slack token', shape: /\bxox[abposr]-[0-9A-Za-z-]{20,}/ },
  { name: 'Google API key', shape: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  { name: 'SendGrid key', shape: /\bSG\.[\w-]{22}\.[\w-]{43}\b/ },
  { name: 'OpenAI key', shape: /\bsk-(?:proj-)?[0-9A-Za-z_-]{40,}/ },
  { name: 'npm token', shape: /\bnpm_[0-9A-Za-z]{36}\b/ },
  { name: 'private key', shape: /-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----/ },
];

interface Setting {
  readonly name: string;
  readonly value: Value;
  readonly at: Location;
  readonly file: string;
}

function* settings(system: System): Generator<Setting> {
  for (const { name, value, at, file } of system.all('sets-env')) if (!isTest(file)) yield { name, value, at: { file, span: at }, file };
  for (const service of system.all('compose-service')) {
    for (const { name, value, at } of isTest(service.file) ? [] : service.environment)
      if (value) yield { name, value, at: { file: service.file, span: at }, file: service.file };
  }
  for (const workload of system.all('workload')) {
    for (const { name, value, at } of isTest(workload.file) ? [] : workload.containers.flatMap(({ environment }) => environment))
      if (value) yield { name, value, at: { file: workload.file, span: at }, file: workload.file };
  }
}

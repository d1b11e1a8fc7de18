import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';
import { heldUnder, isSecretName } from '../../variable-names.ts';

export const defaultSecret: Check = {
  id: 'env.default-secret',
  stage: 'env',
  severity: 'medium',
  title: 'A secret falls back to a text that everybody can read',
  why: 'Where nobody sets the variable the program runs with the secret of its source code, and anybody can sign tokens or sign in.',
  fix: 'Let the program stop where the variable is missing.',
  guard: 'Empty defaults, services that nothing deploys, and secrets that every environment sets are left alone.',
  sources: ['https://cwe.mitre.org/data/definitions/798.html'],
  *run({ services }) {
    for (const service of services) {
      const own = new Set(service.ownSettings.map(({ name }) => name));
      for (const read of service.reads) {
        if (!read.certain || read.from !== 'code' || !isSecretName(read.name) || !isReadable(read.fallbackText) || own.has(read.name))
          continue;
        const lacking = service.deployed.find(({ variables }) => !heldUnder(read.name).some(name => variables.has(name)));
        if (!lacking) continue;
        yield {
          subject: `${read.name} ${read.at.file}`,
          message: `${service.name} uses a secret of its source code for ${read.name}: ${lacking.environment} does not set it.`,
          evidence: [evidence(read.at, 'the default stands here'), evidence(lacking.at, `${lacking.environment} does not set it`)],
          about: [service.id],
        };
      }
    }
  },
};

/** Not empty, and no switch or place. */
const isReadable = (text: string | undefined): boolean =>
  text !== undefined &&
  text.trim().length > 1 &&
  !/^(true|false|null|none|undefined|unknown|n\/a|not[-_ ]?set|\d+)$/i.test(text) &&
  !/^[.~]|[\s/]/.test(text);

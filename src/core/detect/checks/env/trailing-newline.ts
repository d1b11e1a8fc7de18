import type { Check, Found } from '../../check.ts';
import { ofKind } from '../../cluster-parts.ts';
import { entriesOf, partAt } from '../../manifest-parts.ts';
import { evidence, partEvidence } from '../../places.ts';
import { ownerOf, runs } from '../../running-code.ts';
import type { System } from '../../system.ts';

export const trailingNewline: Check = {
  id: 'env.trailing-newline',
  stage: 'env',
  severity: 'medium',
  title: 'A secret ends with the end of its line',
  why: 'The newline is part of the password: the server refuses it, and nobody sees why, since both look the same.',
  fix: 'Make the value with printf or echo -n, and cut the end where a file is read: .strip(), .trim().',
  guard: 'Certificates, keys and other files of several lines are left alone, and so is code that cuts or splits what it has read.',
  sources: ['https://github.com/kubernetes/kubernetes/issues/70241', 'https://github.com/docker-library/postgres/issues/434'],
  *run(system) {
    yield* encoded(system);
    for (const risk of system.all('risks-code')) {
      if (risk.risk !== 'keeps-newline' || !runs(risk.file)) continue;
      const { about, name } = ownerOf(system, risk.file);
      yield {
        subject: `${risk.file} ${risk.what}`,
        message: `${name} takes a secret from a file with the end of its line.`,
        evidence: [evidence({ file: risk.file, span: risk.at }, 'nothing cuts the newline here')],
        about,
      };
    }
  },
};

/** `echo secret | base64` in a Secret. */
function* encoded(system: System): Generator<Found> {
  for (const cluster of system.clusters) {
    for (const secret of ofKind(cluster, 'Secret')) {
      for (const { key, value } of entriesOf(partAt(secret.written, 'data'))) {
        if (value.kind !== 'text' || value.text !== '\n' || /\.|cert|key$|json|ya?ml|config/i.test(key)) continue;
        yield {
          subject: `${secret.name} ${key}`,
          message: `The value of ${key} in the Secret ${secret.name} ends with a newline.`,
          evidence: [partEvidence(value, secret.file, 'it ends with a newline once it is decoded')],
          about: [],
        };
      }
    }
  }
}

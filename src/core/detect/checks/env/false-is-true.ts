import type { Check, Found } from '../../check.ts';
import { evidence } from '../../places.ts';
import type { Deployed, SystemService, VariableRead } from '../../system.ts';
import type { Location } from '../../../model/source.ts';

export const falseIsTrue: Check = {
  id: 'env.false-is-true',
  stage: 'env',
  severity: 'high',
  title: 'A switch is set to "false", and any text counts as yes',
  why: 'A variable is always a text, and the text "false" is not empty: what was meant to be off is on.',
  fix: 'Compare with "true", or leave the variable out where it is meant to be off.',
  guard: 'Reads that compare the text are left alone, and so are languages in which a text is no condition.',
  sources: ['https://github.com/directus/directus/issues/6189', 'https://github.com/outline/outline/issues/3573'],
  *run({ services }) {
    for (const service of services) {
      for (const read of service.reads) {
        if (
          read.use !== 'truth' ||
          !LANGUAGE.test(read.at.file) ||
          service.reads.some(other => other.name === read.name && other.use === 'tested')
        )
          continue;
        yield* switchedOn(service, read);
      }
    }
  },
};

/** A text that is not empty is a condition that holds. */
const LANGUAGE = /\.([cm]?[jt]sx?|py|rb|php|vue|svelte)$/;
const OFF = /^(false|no|off|0|disabled)$/i;

/** In PHP, "0" is no. */
const isOff = (text: string | undefined, file: string): text is string =>
  text !== undefined && OFF.test(text.trim()) && !(text.trim() === '0' && file.endsWith('.php'));

function* switchedOn(service: SystemService, read: VariableRead): Generator<Found> {
  for (const { at, text, where } of settingsOf(service, read.name)) {
    if (isOff(text, read.at.file)) {
      yield {
        subject: `${service.name} ${read.name}`,
        message: `${where} sets ${read.name} to "${text}" for ${service.name}, but the code only asks whether it is set: it is on.`,
        evidence: [evidence(read.at, 'any text counts as yes here'), evidence(at, `it is set to "${text}" here`)],
        about: [service.id],
      };
      return;
    }
  }
}

const settingsOf = (
  { deployed, ownSettings }: SystemService,
  name: string,
): readonly { readonly at: Location; readonly text: string | undefined; readonly where: string }[] => [
  ...deployed.flatMap((one: Deployed) => {
    const variable = one.variables.get(name);
    return variable ? [{ at: variable.at, text: variable.text, where: one.environment }] : [];
  }),
  ...ownSettings
    .filter(setting => setting.name === name)
    .map(({ file, at, value }) => ({ at: { file, span: at }, text: value.kind === 'literal' ? value.text : undefined, where: file })),
];

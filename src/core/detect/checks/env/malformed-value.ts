import type { Check, Found } from '../../check.ts';
import { evidence } from '../../places.ts';
import type { Deployed, SystemService, Variable } from '../../system.ts';

export const malformedValue: Check = {
  id: 'env.malformed-value',
  stage: 'env',
  severity: 'medium',
  title: 'A value has not the form that its name promises',
  why: 'The program fails where it first uses the value: a port that is no number, an address without http://, a space at the end.',
  fix: 'Write the value in the form that the code reads.',
  guard: 'Only variables that the code of the service reads, with values that are known, count.',
  sources: ['https://12factor.net/config'],
  *run({ services }) {
    for (const service of services) {
      const read = new Map(service.reads.filter(({ certain }) => certain).map(one => [one.name, one]));
      for (const deployed of service.deployed) {
        for (const variable of deployed.variables.values()) {
          const reader = read.get(variable.name);
          const wrong = reader && variable.text !== undefined ? wrongIn(variable, service) : undefined;
          if (reader && wrong)
            yield {
              ...found(service, deployed, { variable, wrong }),
              evidence: [evidence(variable.at, wrong), evidence(reader.at, 'it is read here')],
            };
        }
      }
    }
  },
};

function wrongIn({ name, text = '' }: Variable, service: SystemService): string | undefined {
  if (text === '' || /[$\uE000-\uF8FF]|\{\{/.test(text)) return undefined;
  if (text !== text.trim()) return 'a space stands at its beginning or end';
  if (/(^|_)PORT$/.test(name) && !/^\d{1,5}$/.test(text) && !/^\d+[,-]\d+/.test(text)) return `"${text}" is no port`;
  if (/(^|_)PORT$/.test(name) && Number(text) > 65_535) return `there is no port ${text}`;
  if (COUNTED.test(name) && /^\d+(?:\.\d+)?\s*[a-zA-Z]+$/.test(text)) return `"${text}" is no plain number`;
  if (/_(URL|URI)$/.test(name) && /^[\w-]+(\.[\w-]+)*:\d{2,5}(\/|$)/.test(text) && opensByHttp(name, service))
    return `"${text}" has no http:// before it`;
  return undefined;
}

/** Names that tell the unit themselves, or count things. */
const COUNTED = /_(MS|MILLIS|MILLISECONDS|SECONDS|SECS|MINUTES|COUNT|RETRIES|ATTEMPTS|WORKERS|REPLICAS)$/;

/** A client takes the variable as the beginning of an address. */
const opensByHttp = (name: string, service: SystemService): boolean =>
  service
    .facts('uses-address')
    .some(
      ({ target, protocol }) =>
        protocol === 'http' &&
        (target?.kind === 'env'
          ? target.name === name
          : target?.kind === 'join' && target.parts[0]?.kind === 'env' && target.parts[0].name === name),
    );

const found = (
  service: SystemService,
  deployed: Deployed,
  { variable, wrong }: { readonly variable: Variable; readonly wrong: string },
): Omit<Found, 'evidence'> => ({
  subject: `${service.name} ${variable.name}`,
  message: `${deployed.environment} sets ${variable.name} for ${service.name}, but ${wrong}.`,
  about: [service.id],
});

import { isTest } from '../../../model/paths.ts';
import type { Location } from '../../../model/source.ts';
import type { Check } from '../../check.ts';
import { evidence } from '../../places.ts';
import type { System } from '../../system.ts';

export const publicSecret: Check = {
  id: 'env.public-secret',
  stage: 'env',
  severity: 'high',
  title: 'A secret has a name that bundlers hand to every browser',
  why: 'Bundlers write variables with this prefix into the scripts that every visitor downloads, so the secret is public.',
  fix: 'Rename it without the prefix, read it on the server only, and make a new secret.',
  guard: 'Keys that are made to be public (publishable, site, anonymous and client keys) are left alone.',
  sources: ['https://vite.dev/guide/env-and-mode', 'https://nextjs.org/docs/app/guides/environment-variables'],
  *run(system) {
    const told = new Set<string>();
    for (const { name, at } of namesIn(system)) {
      if (!PUBLIC.test(name) || !SECRET.test(name) || MEANT.test(name) || told.has(name)) continue;
      told.add(name);
      yield {
        subject: name,
        message: `${name} holds a secret by its name, and its prefix makes bundlers write it into the scripts of every visitor.`,
        evidence: [evidence(at, 'it is named here')],
        about: [],
      };
    }
  },
};

const PUBLIC = /^(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|GATSBY|EXPO_PUBLIC|NUXT_PUBLIC|PUBLIC)_/;
const SECRET = /(^|_)(SECRET|PASSWORD|PASSWD|PRIVATE|SERVICE_ROLE|SERVICE_ACCOUNT|CREDENTIALS)(_|$)/;
const MEANT = /PUBLISHABLE|PUBLIC_KEY|SITE_KEY|ANON|_(LENGTH|ENABLED|MIN|MAX|URL|PATH|PAGE|ROUTE|POLICY)$|RESET|FORGOT/;

/** Where variables are set or read. */
function* namesIn(system: System): Generator<{ readonly name: string; readonly at: Location }> {
  for (const { name, file, at } of [...system.all('sets-env'), ...system.all('reads-env')])
    if (!isTest(file)) yield { name, at: { file, span: at } };
  for (const { file, environment, build } of system.all('compose-service')) {
    if (!isTest(file)) for (const { name, at } of [...environment, ...(build?.args ?? [])]) yield { name, at: { file, span: at } };
  }
  for (const { file, args, environment } of system.all('dockerfile'))
    for (const { name, at } of [...args, ...environment]) yield { name, at: { file, span: at } };
}

import type { Placed } from '../../../link/facts-view.ts';
import type { PackageFact } from '../../../model/package-fact.ts';
import { folderOf, isTest, isUnder } from '../../../model/paths.ts';
import type { FilePath } from '../../../model/source.ts';
import type { Check } from '../../check.ts';
import { envFiles } from '../../env-files.ts';
import { evidence, factEvidence } from '../../places.ts';
import { runs } from '../../running-code.ts';

export const unprefixedInPage: Check = {
  id: 'env.unprefixed-in-page',
  stage: 'env',
  severity: 'high',
  title: 'A page reads a variable that its bundler leaves out',
  why: 'Only names with the bundler’s prefix are put into the bundle: everywhere else the value is undefined, without an error.',
  fix: 'Call it VITE_NAME in the env file and in the code.',
  guard:
    'Only names that an env file of the page sets; names that Vite sets itself, programs of frameworks with rules of their own (Astro), and workspaces that set another prefix are left alone.',
  sources: ['https://vite.dev/guide/env-and-mode#env-files'],
  *run(system) {
    if (system.all('package').some(({ dependencies }) => dependencies.some(({ name }) => OTHERS.test(name)))) return;
    const told = new Set<string>();
    const packages = system.all('package').filter(({ ecosystem }) => ecosystem === 'npm');
    const files = envFiles(system).filter(({ isExample }) => !isExample);
    for (const read of system.all('reads-env')) {
      const isMeta = read.at[1] - read.at[0] === 'import.meta.env.'.length + read.name.length;
      if (!isMeta || !/\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(read.file) || PUT_IN.test(read.name) || read.use === 'truth') continue;
      if (!isBundled(read.file, packages)) continue;
      if (isTest(read.file) || !runs(read.file) || told.has(read.name)) continue;
      const setting = files
        .flatMap(({ settings, folder }) => (isUnder(read.file, folder) ? settings : []))
        .find(({ name }) => name === read.name);
      if (!setting) continue;
      told.add(read.name);
      yield {
        subject: `${read.file} ${read.name}`,
        message: `${read.file} reads ${read.name} from import.meta.env, which only has names that begin with VITE_.`,
        evidence: [evidence({ file: read.file, span: read.at }, 'it is undefined here'), factEvidence(setting, 'it is set here')],
        about: [],
      };
    }
  },
};

/** The nearest manifest knows Vite, or there is none. */
function isBundled(file: FilePath, packages: readonly Placed<PackageFact>[]): boolean {
  const near = packages.filter(one => isUnder(file, folderOf(one.file))).toSorted((a, b) => b.file.length - a.file.length)[0];
  return near === undefined || near.dependencies.some(({ name }) => name.endsWith('vite'));
}

const PUT_IN = /^(?:VITE_\w+|MODE|DEV|PROD|SSR|BASE_URL|LEGACY|STORYBOOK\w*|VITEST|(?:NEXT_|NUXT_|EXPO_)?PUBLIC_\w+|REACT_APP_\w+)$/;
const OTHERS = /^(?:astro|@sveltejs\/kit|@wxt-dev\/.*|wxt|rsbuild|@rsbuild\/core|farm|bun-types|snowpack|electron-vite|@analogjs\/.*)$/;

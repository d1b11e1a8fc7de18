import { test } from 'vitest';
import type { Extractor } from '../../../../src/core/extract/extractor.ts';
import { gitops } from '../../../../src/core/extract/releases/gitops.ts';
import { helmfile } from '../../../../src/core/extract/releases/helmfile.ts';
import { releaseCommands } from '../../../../src/core/extract/releases/scripts.ts';
import { terraformReleases } from '../../../../src/core/extract/releases/terraform.ts';
import { tiltReleases } from '../../../../src/core/extract/releases/tilt.ts';
import { expectTotal } from '../reading.ts';

/** The places inside of facts, as problems: whoever looks at problems looks at them. */
const inner = (extractor: Extractor): Extractor => ({
  ...extractor,
  extract: source => ({
    facts: [],
    problems: extractor.extract(source).facts.flatMap(fact => {
      if (fact.kind !== 'helm-release') return [];
      const parts = [...fact.valuesFiles, ...fact.sets, ...fact.inlineValues, ...fact.inlineValues.flatMap(({ entries }) => entries)];
      return parts.map(({ at }) => ({ at, message: '' }));
    }),
  }),
});

test('files and values of a release have places in the text, whatever the text is', () => {
  expectTotal(
    inner(helmfile),
    'helmfile.yaml',
    'releases:\n  - {name: a, chart: ./a, values: [b.yaml, {c: [d]}], set: [{name: e, value: f}]}\n',
  );
  expectTotal(
    inner(gitops),
    'a.yaml',
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    path: a\n    helm:\n      valueFiles: [b]\n      values: |\n        c: {d: e}\n      valuesObject: {f: g}\n',
  );
  expectTotal(inner(releaseCommands), 'a.sh', 'helm upgrade a ./b -f "c.yaml" \\\n --set "d=$(e),f=${G}"\n');
  expectTotal(
    inner(releaseCommands),
    '.gitlab-ci.yml',
    'a:\n  script:\n    - >\n      helm upgrade a ./b\n      -f c.yaml --set d=e\n    - "helm upgrade a b -f \\"c\\""\n',
  );
  expectTotal(inner(tiltReleases), 'Tiltfile', "helm('a', values=['b'], set=['c=d'])\nlocal('helm install e f -f g')\n");
  expectTotal(
    inner(terraformReleases),
    'a.tf',
    'resource "helm_release" "a" {\n  chart = "./a"\n  values = [file("b")]\n  set {\n    name = "c"\n    value = "d"\n  }\n}\n',
  );
});

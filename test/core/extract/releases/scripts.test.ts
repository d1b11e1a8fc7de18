import { expect, test } from 'vitest';
import { releaseCommands } from '../../../../src/core/extract/releases/scripts.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { expectTotal } from '../reading.ts';
import { placesIn, releasesIn } from './shown.ts';

const read = (path: string, text: string) => releasesIn(releaseCommands, path, text);

test('helm upgrade with its files, values and namespace, over lines that go on', () => {
  const text =
    'helm upgrade --install web ./charts/web \\\n  -f values.yaml,prod.yaml --values=more.yaml \\\n  --set a=1,b.c="x y" --set-string d=2 --set e={f,g} \\\n  --wait --timeout 5m -n shop > out.txt\n';
  expect(read('deploy.sh', text)).toEqual([
    'web = charts/web in shop -f values.yaml -f prod.yaml -f more.yaml --set a=1 --set b.c=x y --set-string d=2 --set e={f,g}',
  ]);
});

test('install and template, a name by a flag of Helm 2, and a chart without a name', () => {
  expect(read('a.sh', 'helm install charts/web --name web\nhelm template desk ./desk | kubectl apply -f -\nhelm install -g ./c\n')).toEqual(
    ['web = charts/web', 'desk = desk', '- = c'],
  );
});

test('charts of a repository are remote', () => {
  expect(
    read('a.sh', 'helm install r bitnami/redis\nhelm install o oci://hub.test/charts/o\nhelm install p p --repo https://charts.test\n'),
  ).toEqual(['r = bitnami/redis (remote)', 'o = oci://hub.test/charts/o (remote)', 'p = p (remote) of https://charts.test']);
});

test('a variable that has one text is that text, another stays with its name', () => {
  const text =
    'CHART=charts/web\nOPTIONS="-f base.yaml --set x=y"\nif a; then T=1; else T=2; fi\nhelm upgrade -i "web-$ENV" $CHART $OPTIONS -f "env/${ENV}.yaml" -f ${SIZE:-small}.yaml --set tag=$(git rev-parse HEAD)\n';
  expect(read('a.sh', text)).toEqual([
    'web-${ENV} = charts/web -f base.yaml -f env/${ENV}.yaml -f small.yaml --set x=y --set tag=${git rev-parse HEAD}',
  ]);
});

test('a loop over words that are written out installs once for each of them', () => {
  expect(read('a.sh', 'for name in web api; do\n  helm install $name ./charts/$name -f $name.yaml\ndone\n')).toEqual([
    'web = charts/web -f web.yaml',
    'api = charts/api -f api.yaml',
  ]);
});

test('paths of scripts are seen from the folder that they go to, then from their own and those above it', () => {
  expect(placesIn(releaseCommands, 'ops/run/a.sh', 'helm install a ./c')).toEqual(['ops/run', 'ops', '']);
  expect(placesIn(releaseCommands, 'ops/a.sh', 'cd ../k8s && helm install a ./c')).toEqual(['k8s', '../k8s', 'ops', '']);
});

test('the folder of the script is where it lies, and the root of the checkout is the root', () => {
  expect(read('ops/a.sh', 'helm install a "$(cd "$(dirname "$0")" && pwd)/c"\n')).toEqual(['a = c']);
  expect(read('ops/a.sh', 'ROOT=$(git rev-parse --show-toplevel)\nhelm install a $ROOT/c\n')).toEqual(['a = c']);
  expect(placesIn(releaseCommands, 'ops/a.sh', 'helm install a $(git rev-parse --show-toplevel)/c\n')[0]).toEqual('');
});

test('kustomizations that are applied or built; deleting is none', () => {
  const text =
    'kubectl -n shop apply -k overlays/prod\nkustomize build --enable-helm ./base | kubectl apply -f -\nkubectl delete -k old\nkubectl kustomize\nkubectl apply --kustomize=k8s --context blue\nkustomize build https://host.test/a//b?ref=c\n';
  expect(read('a.sh', text)).toEqual([
    'kustomize overlays/prod in shop',
    'kustomize base',
    'kustomize .',
    'kustomize k8s @blue',
    'kustomize https://host.test/a//b?ref=c (remote)',
  ]);
});

test('targets of make name the environment, and variables of make are filled in', () => {
  const text =
    'HELM ?= helm\nCHART := deploy/chart\nprod: build\n\t@$(HELM) upgrade web $(CHART) --set tag=$$TAG \\\n\t\t-f $(ENV).yaml\n\nkind-up:\n\tcd k8s && $(KUSTOMIZE) build dev | kubectl apply -f -\n';
  expect(read('Makefile', text)).toEqual(['web = deploy/chart @prod -f ${ENV}.yaml --set tag=${TAG}', 'kustomize dev @kind-up']);
});

test('just, Task, npm and Jenkins run the same commands', () => {
  expect(read('justfile', 'deploy env:\n  helm upgrade web ./c -f {{env}}.yaml\n')).toEqual(['web = c @deploy -f ${env}.yaml']);
  expect(read('Taskfile.yml', 'tasks:\n  up:\n    dir: k8s\n    cmds:\n      - helm upgrade web ./c -f {{.ENV}}.yaml\n')).toEqual([
    'web = c @up -f ${ENV}.yaml',
  ]);
  expect(read('package.json', '{"scripts": {"up": "helm upgrade web ./c --set \\"a=b c\\""}}')).toEqual(['web = c @up --set a=b c']);
  expect(
    read('Jenkinsfile', "stage(\"Prod\") {\n  sh \"helm upgrade web ./c -f ${ENV}.yaml\"\n  sh '''\n    helm install api ./d\n  '''\n}\n"),
  ).toEqual(['web = c @Prod -f ${ENV}.yaml', 'api = d @Prod']);
});

test('jobs of GitHub once for each entry of their matrix, in their folder', () => {
  const text =
    'jobs:\n  deploy:\n    strategy:\n      matrix:\n        env: [dev, prod]\n    environment: ${{ matrix.env }}\n    defaults:\n      run:\n        working-directory: k8s\n    steps:\n      - name: helm upgrade web nothing\n        run: |\n          helm upgrade --install web ./chart \\\n            -f ${{ matrix.env }}.yaml --set tag=${{ github.sha }}\n';
  expect(read('.github/workflows/cd.yml', text)).toEqual([
    'web = chart @dev -f dev.yaml --set tag=${github.sha}',
    'web = chart @prod -f prod.yaml --set tag=${github.sha}',
  ]);
  expect(placesIn(releaseCommands, '.github/workflows/cd.yml', text).slice(0, 2)).toEqual(['k8s', '.github/k8s']);
});

test('jobs of GitLab, with their variables and their environment', () => {
  const text =
    'variables:\n  CHART: charts/web\nstaging:\n  script:\n    - helm upgrade web $CHART -f staging.yaml\nlive:\n  environment:\n    name: production\n  script:\n    - >\n      helm upgrade web $CHART\n      -f live.yaml\n';
  expect(read('.gitlab-ci.yml', text)).toEqual(['web = charts/web @staging -f staging.yaml', 'web = charts/web @production -f live.yaml']);
});

test('ready-made steps of Azure and GitHub', () => {
  expect(
    read(
      'azure-pipelines.yml',
      'steps:\n- task: HelmDeploy@0\n  inputs:\n    command: upgrade\n    chartPath: $(Build.SourcesDirectory)/charts/web\n    releaseName: web\n    valueFile: prod.yaml\n    overrideValues: a=b,c=d\n    namespace: shop\n',
    ),
  ).toEqual(['web = charts/web in shop -f prod.yaml --set a=b --set c=d']);
  expect(
    read(
      '.github/workflows/a.yml',
      'jobs:\n  up:\n    steps:\n      - uses: azure/k8s-bake@v3\n        with:\n          helmChart: charts/web\n          overrideFiles: |\n            a.yaml\n            b.yaml\n          overrides: |\n            image.tag:${{ github.sha }}\n',
    ),
  ).toEqual(['- = charts/web @up -f a.yaml -f b.yaml --set image.tag=${github.sha}']);
});

test('places are those of the file', () => {
  const text = 'jobs:\n  a:\n    steps:\n      - run: |\n          cd x\n          helm install web ./chart -f "prod.yaml" --set a=b\n';
  const [fact] = releaseCommands.extract({ path: '.github/workflows/a.yml' as FilePath, text }).facts;
  if (fact?.kind !== 'helm-release') throw new Error('no release');
  const written = [fact.at, fact.valuesFiles[0]!.at, fact.sets[0]!.at].map(span => text.slice(...span));
  expect(written).toEqual(['helm install web ./chart -f "prod.yaml" --set a=b', '"prod.yaml"', 'a=b']);
});

test('what only says or asks something installs nothing, and other scripts are gated', () => {
  expect(read('a.sh', 'echo helm upgrade web ./c\n# helm install a b\nhelm repo add a b; helm upgrade\n')).toEqual([]);
  expect(read('a.sh', 'npm install helm-something\n')).toEqual(['gated']);
});

test('it never throws', () => {
  expectTotal(
    releaseCommands,
    'a.sh',
    'A=(b c)\nfor x in a b; do cd $x && helm upgrade -i $x "$(pwd)/c" ${A[@]} --set a={b,c} \\\n -f $x.yaml; done\n',
  );
  expectTotal(releaseCommands, 'Jenkinsfile', 'stage("a") { sh """helm install b ./c""" }\n');
  expectTotal(
    releaseCommands,
    '.gitlab-ci.yml',
    'a:\n  parallel: {matrix: [{E: [x, y]}]}\n  script:\n    - >-\n      helm install b ./c\n      -f $E.yaml\n',
  );
});

import { expect, test } from 'vitest';
import { imageBuilds } from '../../../../src/core/extract/skaffold/index.ts';
import { expectTotal, factsOf } from '../reading.ts';

const read = (path: string, text: string) =>
  imageBuilds.mayMatch!(text)
    ? factsOf(imageBuilds, path, { kind: 'image-build', text }).map(
        ({ image, context, dockerfile }) => `${image} ← ${context}${dockerfile ? ` (${dockerfile})` : ''}`,
      )
    : ['gated'];

test('artifacts of Skaffold and of its profiles', () => {
  const text =
    'kind: Config\nbuild:\n  artifacts:\n    - image: web\n      context: src/web\n      docker: {dockerfile: Dockerfile.prod}\n    - image: api\n      ko: {main: ./cmd/api}\nprofiles:\n  - build:\n      artifacts: [{image: job}]\n';
  expect(read('skaffold.yaml', text)).toEqual(['web ← src/web (Dockerfile.prod)', 'api ← ./cmd/api', 'job ← .']);
});

test('docker build in scripts, with variables, folders and lines that go on', () => {
  const text =
    'NAME=shop/users\ndocker build -t shop/web:1 -f ./web/Dockerfile --build-arg A=b \\\n  ./web\ncd orders && docker build --no-cache -t "shop/orders:$TAG" . && echo ok\ndocker buildx build --push --tag ${NAME} users\nfor x in a b; do docker build -t $x .; done\n';
  expect(read('build.sh', text)).toEqual(['shop/web:1 ← ./web (Dockerfile)', 'shop/orders:${TAG} ← orders', 'shop/users ← users']);
});

test('a Dockerfile outside the context is seen from it', () => {
  expect(
    read(
      'Makefile',
      'build:\n\tdocker build -t web -f docker/web.Dockerfile .\n\tdocker build -t $(REPO)/api -f docker/api.Dockerfile src/api\n',
    ),
  ).toEqual(['web ← . (docker/web.Dockerfile)', '${REPO}/api ← src/api (../../docker/api.Dockerfile)']);
});

test('workflows, once for every entry of a matrix, from the root', () => {
  const text =
    'jobs:\n  build:\n    strategy:\n      matrix:\n        service: [web, api]\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: ./src/${{ matrix.service }}\n          tags: ghcr.io/x/${{ matrix.service }}:${{ github.sha }}\n      - run: docker build -t tool tools\n';
  expect(read('.github/workflows/ci.yml', text)).toEqual([
    'ghcr.io/x/web:${github_sha} ← ../../src/web',
    'ghcr.io/x/api:${github_sha} ← ../../src/api',
    'tool ← ../../tools',
  ]);
});

test('Tilt, bake, Cloud Build and Azure', () => {
  expect(read('Tiltfile', "docker_build('shop/web', './web', dockerfile='web/Dockerfile.dev')\n")).toEqual([
    'shop/web ← ./web (web/Dockerfile.dev)',
  ]);
  expect(read('docker-bake.hcl', 'target "web" {\n  context = "./web"\n  tags = ["${HUB}/shop-web:${TAG}"]\n}\n')).toEqual([
    '${tag}/shop-web:${tag} ← ./web',
  ]);
  expect(
    read(
      'cloudbuild.yaml',
      "steps:\n  - name: gcr.io/cloud-builders/docker\n    args: ['build', '-t', 'gcr.io/$PROJECT_ID/web', './web']\n",
    ),
  ).toEqual(['gcr.io/$PROJECT_ID/web ← ./web']);
  expect(
    read('azure-pipelines.yml', 'steps:\n  - task: Docker@2\n    inputs:\n      repository: shop/web\n      Dockerfile: web/Dockerfile\n'),
  ).toEqual(['shop/web ← web (Dockerfile)']);
});

test('build files that name the image of their project', () => {
  expect(read('web/pom.xml', '<to><image>registry.test/web</image></to>')).toEqual(['registry.test/web ← .']);
  expect(read('web/web.csproj', '<ContainerRepository>shop/web</ContainerRepository>')).toEqual(['shop/web ← .']);
});

test('an image or folder that only the run knows is left out, and other scripts are gated', () => {
  expect(read('a.sh', 'docker build -t $IMAGE $DIR\n')).toEqual([]);
  expect(read('a.sh', 'echo hello\n')).toEqual(['gated']);
});

test('it never throws', () => {
  expectTotal(imageBuilds, 'build.sh', 'A=b\ncd x && docker build -t "a:$A" -f x/Dockerfile \\\n . && docker push a\n');
  expectTotal(
    imageBuilds,
    '.github/workflows/a.yml',
    'jobs:\n  a:\n    strategy: {matrix: {x: [a]}}\n    steps:\n      - run: docker build -t ${{ matrix.x }} .\n',
  );
});

import { expect, test } from 'vitest';
import { kustomizeHelm } from '../../../../src/core/extract/releases/kustomize-helm.ts';
import { terraformReleases } from '../../../../src/core/extract/releases/terraform.ts';
import { tiltReleases } from '../../../../src/core/extract/releases/tilt.ts';
import { expectTotal } from '../reading.ts';
import { releasesIn } from './shown.ts';

const kustomization = (text: string) => releasesIn(kustomizeHelm, 'k8s/kustomization.yaml', text);

test('charts that a kustomization takes in lie in its chart home, or come from a repository', () => {
  expect(
    kustomization(
      'helmGlobals: {chartHome: ../charts}\nhelmCharts:\n  - name: web\n    releaseName: shop\n    namespace: live\n    valuesFile: values.yaml\n    additionalValuesFiles: [more.yaml]\n    valuesInline: {a: 1}\n  - {name: redis, repo: "https://charts.test"}\n',
    ),
  ).toEqual(['shop = ../charts/web in live -f values.yaml -f more.yaml {a: 1}1', '- = redis (remote) of https://charts.test']);
  expect(kustomization('helmCharts: [{name: web, valuesFile: v.yaml, valuesMerge: merge, valuesInline: {a: 1}}]\n')).toEqual([
    '- = charts/web -f v.yaml {a: 1}0',
  ]);
  expect(kustomization('resources: [a.yaml]\n')).toEqual(['gated']);
});

const tilt = (text: string) => releasesIn(tiltReleases, 'Tiltfile', text);

test('a Tiltfile renders charts and kustomizations', () => {
  expect(
    tilt(
      "k8s_yaml(helm(\n  './charts/web', # the chart\n  name='web',\n  namespace='shop',\n  values=['a.yaml', \"b.yaml\"],\n  set=['c=1', 'd.e=2'],\n))\nk8s_yaml(kustomize('./overlays/dev'))\n",
    ),
  ).toEqual(['web = charts/web in shop -f a.yaml -f b.yaml --set c=1 --set d.e=2', 'kustomize overlays/dev']);
});

test('a Tiltfile installs charts by its extensions, or by a command', () => {
  expect(
    tilt(
      "helm_resource('web', './chart', namespace='shop', flags=['--values=a.yaml', '--set', 'b=c'])\nhelm_remote('redis', repo_url='https://charts.test')\nlocal('helm template api ./api -f d.yaml')\n",
    ),
  ).toEqual(['web = chart in shop -f a.yaml --set b=c', '- = redis (remote) of https://charts.test', 'api = api -f d.yaml']);
});

const terraform = (text: string) => releasesIn(terraformReleases, 'infra/main.tf', text);

test('Terraform installs charts with files, sets in blocks or a list, and variables', () => {
  expect(
    terraform(
      'resource "helm_release" "web" {\n  name      = "web-${var.env}"\n  chart     = "${path.module}/charts/web"\n  namespace = var.namespace\n  values = [\n    file("${path.module}/values.yaml"),\n    templatefile("env/${var.env}.yaml", { a = 1 }),\n  ]\n  set {\n    name  = "b.c"\n    value = "2"\n    type  = "string"\n  }\n  set_sensitive {\n    name = "d"\n    value = var.secret\n  }\n}\n',
    ),
  ).toEqual(['web-${env} = charts/web in ${namespace} -f values.yaml -f env/${env}.yaml --set-string b.c=2 --set d=${secret}']);
  expect(
    terraform(
      'resource "helm_release" "r" {\n  chart = "redis"\n  repository = "https://charts.test"\n  set = [{ name = "a", value = 1 }, { name = "b", value = true }]\n}\n',
    ),
  ).toEqual(['- = redis (remote) of https://charts.test --set a=1 --set b=true']);
  expect(terraform('resource "aws_instance" "a" {}\n')).toEqual(['gated']);
});

test('they never throw', () => {
  expectTotal(kustomizeHelm, 'kustomization.yaml', 'helmCharts:\n  - {name: a, valuesInline: {b: [c]}}\n');
  expectTotal(tiltReleases, 'Tiltfile', "helm('a', values=['b'], set=[\"c=d\"])\nlocal('helm install e f')\n");
  expectTotal(
    terraformReleases,
    'a.tf',
    'resource "helm_release" "a" {\n  chart = "./c"\n  values = [<<EOF\na: {\nEOF\n, file("v")]\n  set { name = "a"\n value = "b" }\n}\n',
  );
});

import type { ManifestNode } from '../../../model/manifest-node.ts';
import { isTest } from '../../../model/paths.ts';
import type { Check, Found } from '../../check.ts';
import { containersIn, entriesOf, itemsOf, partAt, textAt } from '../../manifest-parts.ts';
import { partEvidence } from '../../places.ts';
import type { FilePath } from '../../../model/source.ts';

export const unquotedValue: Check = {
  id: 'env.unquoted-value',
  stage: 'env',
  severity: 'high',
  title: 'A value is a number or a truth value to YAML, where a text is meant',
  why: 'Kubernetes refuses the whole object ("cannot unmarshal number into Go struct field EnvVar.value of type string"); compose hands over another text than the one that is written: 1.1 for 1.10, 8 for 010.',
  fix: 'Put the value into quotes.',
  guard: 'Templates, and numbers that compose hands over as they are written, are left alone.',
  sources: [
    'https://github.com/kubernetes/kubernetes/issues/82296',
    'https://github.com/helm/helm/issues/11562',
    'https://docs.docker.com/reference/compose-file/services/#environment',
  ],
  *run(system) {
    for (const object of system.all('cluster-object')) {
      if (isTest(object.file) || /(^|\/)templates\//.test(object.file)) continue;
      for (const container of containersIn(object.written)) yield* refused(container, object);
      if (object.objectKind === 'ConfigMap') yield* refusedEntries(object);
    }
    for (const service of system.all('compose-service')) if (!isTest(service.file)) yield* changed(service);
  },
};

interface Holder {
  readonly file: FilePath;
  readonly name: string;
  readonly written: ManifestNode;
}

/** What YAML does not take for a text. */
const NO_TEXT =
  /^(?:[-+]?\d[\d_]*(?:\.\d*)?(?:e[-+]?\d+)?|\.\d+|0x[\da-f]+|0o[0-7]+|true|false|True|False|TRUE|FALSE|yes|no|on|off|Yes|No|On|Off)$/i;

const isNoText = (node: ManifestNode | undefined): node is Extract<ManifestNode, { kind: 'text' }> =>
  node?.kind === 'text' && !node.quoted && NO_TEXT.test(node.text);

function* refused(container: ManifestNode, object: Holder): Generator<Found> {
  for (const entry of itemsOf(partAt(container, 'env'))) {
    const value = partAt(entry, 'value');
    const name = textAt(entry, 'name') ?? '';
    if (isNoText(value))
      yield found(object, name, {
        part: value,
        message: `${object.name} sets ${name} to ${value.text} without quotes: Kubernetes takes texts only and refuses the object.`,
      });
  }
}

function* refusedEntries(object: Holder): Generator<Found> {
  for (const { key, value } of entriesOf(partAt(object.written, 'data'))) {
    if (isNoText(value))
      yield found(object, key, {
        part: value,
        message: `ConfigMap ${object.name} sets ${key} to ${value.text} without quotes: Kubernetes takes texts only and refuses the object.`,
      });
  }
}

/** Numbers whose text changes when they are read and written again. */
const CHANGES = /^(?:0\d+|\d+\.\d*0|\d{17,}|\d+e\d+|0x[\da-f]+|0o[0-7]+)$/i;

function* changed(service: Holder): Generator<Found> {
  for (const { key, value } of entriesOf(partAt(service.written, 'environment'))) {
    if (value.kind === 'text' && !value.quoted && CHANGES.test(value.text) && !/^0\.?0*$/.test(value.text))
      yield {
        ...found(service, key, {
          part: value,
          message: `${service.name} sets ${key} to ${value.text} without quotes: it is read as a number and handed over in another spelling.`,
        }),
        severity: 'medium',
      };
  }
}

const found = (
  { file, name }: Holder,
  variable: string,
  { part, message }: { readonly part: ManifestNode; readonly message: string },
): Found => ({
  subject: `${file} ${name} ${variable}`,
  message,
  evidence: [partEvidence(part, file, 'it is written without quotes')],
  about: [],
  ...(part.kind === 'text' &&
    part.at[1] - part.at[0] === part.text.length && {
      fix: { title: 'Put the value into quotes', edits: [{ file, span: part.at, text: `"${part.text}"` }] },
    }),
});

import type { ClusterObject, ConfigMap } from '../core/model/cluster-fact.ts';
import type { ManifestEntry, ManifestMap, ManifestNode } from '../core/model/manifest-node.ts';
import { placesOf, type FilePath, type Traceable } from '../core/model/source.ts';
import type { Fields } from '../core/verify/compose-document.ts';
import { yamlFile } from '../core/yaml/parse.ts';
import { text as textOf } from '../core/yaml/tree.ts';

interface Around {
  readonly file: FilePath;
  /** The same object as the link reads it: texts of its files are whole there. */
  readonly configMap: ConfigMap | undefined;
  readonly read: (file: FilePath) => string | undefined;
}

/** An object as `kubectl get --output json` would show it; a Secret with its values in `stringData`, null where nobody knows one. */
export function jsonObject({ written, objectKind }: ClusterObject, around: Around): Fields {
  const json = plain(written) as Fields;
  if (objectKind === 'Secret') return { ...without(json, 'data'), stringData: Object.fromEntries(secretValues(written, around)) };
  if (objectKind !== 'ConfigMap' || json['data'] === undefined) return json;
  const texts = new Map(
    around.configMap?.entries.flatMap(({ name, value }) => (value?.kind === 'literal' ? [[name, value.text] as const] : [])),
  );
  const data = Object.entries(json['data'] ?? {}).map(([key, value]) => [key, texts.get(key) ?? value] as const);
  return { ...json, data: Object.fromEntries(data) };
}

const without = (json: Fields, key: string): Fields => Object.fromEntries(Object.entries(json).filter(([each]) => each !== key));

/** Texts stay texts unless they are written as numbers, truths and nothings are, so that nothing is lost. */
function plain(node: ManifestNode): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map') return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
  const { text, quoted } = node;
  if (quoted) return text;
  if (text === '' || text === 'null' || text === '~') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  // Modes of files are octal, as in YAML 1.1.
  if (/^0o?[0-7]+$/.test(text)) return Number.parseInt(text.replace('o', ''), 8);
  return String(Number(text)) === text ? Number(text) : text;
}

/** Facts keep no values of secrets, so they are read where they stand: in the file that says `KEY: value`. */
function secretValues(written: ManifestNode, around: Around): readonly (readonly [string, string | null])[] {
  const [data, stringData] = [mapAt(written, 'data'), mapAt(written, 'stringData')];
  return [
    ...(data?.entries ?? []).map(entry => [entry.key, decoded(textAt(entry, around))] as const),
    ...(stringData?.entries ?? []).map(entry => [entry.key, textAt(entry, around) ?? null] as const),
  ];
}

const mapAt = (node: ManifestNode, key: string): ManifestMap | undefined => {
  const found = node.kind === 'map' ? node.entries.find(entry => entry.key === key)?.value : undefined;
  return found?.kind === 'map' ? found : undefined;
};

/** Undefined for what a template or a generator makes: there the text is not the value. */
function textAt({ key, value }: ManifestEntry, { file, read }: Around): string | undefined {
  const [place, ...others] = placesOf(value as Traceable, file);
  const text = place && read(place.file);
  if (text === undefined || others.some(other => other.file !== place!.file)) return undefined;
  const start = text.lastIndexOf('\n', place!.span[0] - 1) + 1;
  const before = text.slice(start, place!.span[0]);
  const own = text.slice(...place!.span);
  if (!before.trimEnd().replace(/["']/g, '').endsWith(`${key}:`) || own.includes('{{')) return undefined;
  const { documents } = yamlFile({ path: place!.file, text: `${before.slice(0, before.search(/\S|$/))}value: ${own}` });
  return textOf(documents[0]?.root, 'value');
}

function decoded(text: string | undefined): string | null {
  const packed = text?.replace(/\s/g, '');
  return packed !== undefined && /^[A-Za-z0-9+/]*={0,2}$/.test(packed) ? Buffer.from(packed, 'base64').toString() : null;
}

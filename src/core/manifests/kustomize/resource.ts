import type { FilePath } from '../../model/source.ts';
import { type DraftMapping } from '../kubernetes/draft.ts';
import { effectiveNamespace, identityOf, type Identity, sameIdentity } from '../kubernetes/identity.ts';

/** An object on its way through the kustomizations. */
export interface Resource {
  node: DraftMapping;
  readonly file: FilePath;
  /** What it was called before, oldest first: references still use these names. */
  readonly previous: { readonly name: string; readonly namespace: string; readonly kind: string }[];
  readonly prefixes: string[];
  readonly suffixes: string[];
  readonly variables: string[];
  /** A generated object gets the hash of its content as the end of its name. */
  needsHash: boolean;
  /** Set where kustomize itself keeps notes in the annotations, which then exist. */
  noted: boolean;
}

export const resource = (node: DraftMapping, file: FilePath): Resource => ({
  node,
  file,
  previous: [],
  prefixes: [],
  suffixes: [],
  variables: [],
  needsHash: false,
  noted: false,
});

export const currentIdentity = ({ node }: Resource): Identity => identityOf(node);

export function previousIdentities({ node, previous }: Resource): readonly Identity[] {
  const { group, version } = identityOf(node);
  return previous.map(known => ({ ...known, group, version }));
}

export const allIdentities = (known: Resource): readonly Identity[] => [...previousIdentities(known), currentIdentity(known)];

export const originalIdentity = (known: Resource): Identity => previousIdentities(known)[0] ?? currentIdentity(known);

export function rememberIdentity(known: Resource): void {
  const id = currentIdentity(known);
  known.previous.push({ name: id.name, namespace: effectiveNamespace(id), kind: id.kind });
  known.noted = true;
}

export const withAnyIdentity = (resources: readonly Resource[], id: Identity): readonly Resource[] =>
  resources.filter(known => allIdentities(known).some(other => sameIdentity(other, id)));

export const withCurrentIdentity = (resources: readonly Resource[], id: Identity): readonly Resource[] =>
  resources.filter(known => sameIdentity(currentIdentity(known), id));

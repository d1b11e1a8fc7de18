import type { FilePath, Location } from '../../model/source.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { type Draft, draftOf, type DraftMapping, field, isNull, textAt, type Written } from '../kubernetes/draft.ts';
import { Refusal } from './session.ts';

/** The objects of a text: all its documents, lists of objects taken apart. Refuses what is no Kubernetes object. */
export function loadObjects(written: Written, file: FilePath): readonly DraftMapping[] {
  const found: DraftMapping[] = [];
  const queue = documentsOf(written, file).filter(document => !isEmpty(document));
  for (let at = 0; at < queue.length; at++) {
    const object = validObject(queue[at]!, written.place([0, 0]));
    const items = textAt(object, 'kind').endsWith('List') ? object.entries.get('items')?.value : undefined;
    if (items === undefined) found.push(object);
    else if (items.kind === 'sequence') queue.push(...items.items.filter(item => !isEmpty(item)));
    else if (!isNull(items)) throw new Refusal('The items of this list are no list of objects.', items.origins[0]);
  }
  return found;
}

/** Every document of a text; refuses a text that is not YAML. */
export function documentsOf(written: Written, file: FilePath): readonly Draft[] {
  const { documents, problems } = yamlFile({ path: file, text: written.text });
  if (problems[0]) throw new Refusal(problems[0].message, written.place(problems[0].at));
  return documents.map(({ root }) => draftOf(root, written));
}

const isEmpty = (draft: Draft): boolean => isNull(draft) || (draft.kind === 'mapping' && draft.entries.size === 0);

function validObject(draft: Draft, start: Location): DraftMapping {
  const at = draft.origins[0] ?? start;
  if (draft.kind !== 'mapping') throw new Refusal('This is no Kubernetes object; an object is a mapping with kind and metadata.', at);
  const kind = textAt(draft, 'kind');
  if (kind === '') throw new Refusal('This object has no kind; add one, or remove the file from the kustomization.', at);
  if (!kind.endsWith('List') && textAt(field(draft, 'metadata'), 'name') === '')
    throw new Refusal(`This ${kind} has no metadata.name; every object needs one.`, at);
  return draft;
}

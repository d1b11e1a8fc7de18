import { isUnder } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import { filesFor } from './service-files.ts';
import type { Side } from './side.ts';

const known = new WeakMap<Side, Map<string, boolean>>();

/** A class that lies in shared code runs in a service only where the service's own code names it: a using takes a whole namespace. */
export function runsShared(file: FilePath, id: string, side: Side): boolean {
  const answers = known.get(side) ?? new Map<string, boolean>();
  known.set(side, answers);
  const key = `${id} ${file}`;
  const answer = answers.get(key) ?? asked(file, id, side);
  answers.set(key, answer);
  return answer;
}

const DECLARED = /\b(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?([A-Z]\w+)/g;
/** Methods that extend what others make are called without their class. */
const EXTENDS = /\(\s*this\s+\w/;

function asked(file: FilePath, id: string, { world, texts }: Side): boolean {
  const service = world.services.find(one => one.id === id);
  const isOwn = (path: FilePath): boolean => service?.units.some(({ folder }) => isUnder(path, folder)) === true;
  const isShared = world.ownership.ownersOf(file).length > 1;
  if (!service || !isShared || !file.endsWith('.cs') || isOwn(file) || service.units.length === 0) return true;
  const text = texts.read(file) ?? '';
  const names = [...text.matchAll(DECLARED)].map(([, name]) => name!);
  if (names.length === 0 || EXTENDS.test(text)) return true;
  const named = new RegExp(String.raw`\b(?:${names.join('|')})\b`);
  return filesFor(service, { world, texts }).some(path => isOwn(path) && named.test(texts.read(path) ?? ''));
}

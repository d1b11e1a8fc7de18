import type { Finding } from '../model/finding.ts';
import type { Ignores } from '../model/ignore-fact.ts';
import { isUnder } from '../model/paths.ts';
import type { Placed } from '../link/facts-view.ts';
import type { System } from './system.ts';

type About = Pick<Finding, 'check' | 'subject' | 'evidence'>;

/** A comment counts for the evidence on its own line and on the next; the configuration for the whole workspace, or a part of it. */
export function isIgnored(system: System): (found: About) => boolean {
  const all = system.all('ignores');
  if (all.length === 0) return () => false;
  const lines = new Map<string, Placed<Ignores>[]>();
  for (const told of all.filter(({ scope }) => scope === 'line')) {
    const line = system.lineOf({ file: told.file, span: told.at });
    for (const key of [`${told.file}:${line}`, `${told.file}:${line + 1}`]) lines.set(key, [...(lines.get(key) ?? []), told]);
  }
  const everywhere = all.filter(({ scope }) => scope === 'workspace');
  return found =>
    everywhere.some(told => names(told, found.check) && fits(told, found)) ||
    found.evidence.some(({ at }) => (lines.get(`${at.file}:${system.lineOf(at)}`) ?? []).some(told => names(told, found.check)));
}

const names = ({ check }: Ignores, id: string): boolean =>
  check === id || check === '*' || (check.endsWith('.*') && id.startsWith(check.slice(0, -1)));

const fits = ({ path, subject }: Ignores, found: About): boolean =>
  (path === undefined || found.evidence.some(({ at }) => isUnder(at.file, path))) && (subject === undefined || subject === found.subject);

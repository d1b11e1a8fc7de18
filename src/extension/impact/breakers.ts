import type { ImpactReply } from '../../protocol/impact.ts';

/** Files whose uncommitted changes break somebody, and whom. Pure. */
export function breakers(reply: ImpactReply): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  if (reply.kind === 'none') return found;
  const broken = reply.report.services.filter(({ effect, through }) => effect === 'broken' && through === undefined);
  for (const { file, element } of reply.report.changes) {
    const own = broken.filter(({ changes }) => changes.includes(element)).map(({ name }) => name);
    if (own.length > 0) found.set(file, [...new Set([...(found.get(file) ?? []), ...own])]);
  }
  return found;
}

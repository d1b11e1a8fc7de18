import type { Found } from './check.ts';

/** So many findings of one group are read one by one. */
const FEW = 3;
/** A check that says more than this about one system is not read. */
const MOST = 20;
const MOST_EVIDENCE = 20;

/** Findings that belong together become one; and whatever there are too many of is told by service. */
export function grouped(all: readonly Found[]): readonly Found[] {
  const told = byGroup(all);
  return told.length <= MOST ? told : byService(told);
}

function byGroup(all: readonly Found[]): readonly Found[] {
  const groups = Map.groupBy(all, found => found.group?.subject ?? `\0${found.subject}`);
  return [...groups.values()].flatMap(members => {
    const group = members[0]!.group;
    return group === undefined || members.length <= FEW
      ? members
      : [together(members, group.subject, group.message(members.map(({ subject }) => subject)))];
  });
}

function byService(all: readonly Found[]): readonly Found[] {
  const services = [...Map.groupBy(all, ({ about, evidence }) => about[0] ?? evidence[0].at.file)];
  const told = services.flatMap(([service, members]) =>
    members.length <= 1
      ? members
      : [together(members, `${service} and ${members.length} more`, `${members[0]!.message} And ${members.length - 1} more of the kind.`)],
  );
  if (told.length <= MOST) return told;
  const rest = told.slice(MOST - 1);
  return [...told.slice(0, MOST - 1), together(rest, 'and more', `${rest[0]!.message} And ${rest.length - 1} more of the kind.`)];
}

function together(members: readonly Found[], subject: string, message: string): Found {
  const first = members[0]!;
  const [evidence, ...more] = members.flatMap(member => member.evidence.slice(0, members.length > MOST_EVIDENCE / 2 ? 1 : 2));
  const { fix: _fix, group: _group, ...kept } = first;
  return {
    ...kept,
    subject,
    message,
    evidence: [evidence!, ...more.slice(0, MOST_EVIDENCE - 1)],
    about: [...new Set(members.flatMap(({ about }) => about))],
  };
}

import type { Binds } from '../../../../model/program-fact.ts';
import { literal } from '../../../../model/value.ts';
import { foundAt } from './lines-scan.ts';

const CONSTANT =
  /^[ \t]*(?:export[ \t]+)?(?:const|static|static readonly|public static readonly)[ \t]+([\w$]+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(['"`])([^'"`\n$]{1,300})\2/my;
const GROUP =
  /^[ \t]*(?:export[ \t]+)?(?:declare[ \t]+)?(?:(?:const[ \t]+)?enum[ \t]+([\w$]+)|const[ \t]+([\w$]+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*(?:Object\.freeze\()?)[ \t]*\{([^{}]{1,20000})\}/my;
const MEMBER = /(?:^|[,{\n])[ \t]*(?:'([\w.-]+)'|"([\w.-]+)"|([\w$]+))[ \t]*[:=][ \t]*(['"`])([^'"`\n$]{1,300})\4/g;

/** Constants, string enums and flat objects of texts: topics and keys that services share through a package. `lines` are where declarations begin. */
export function constantsIn(text: string, lines: readonly number[]): Binds[] {
  const binds: Binds[] = [];
  for (const match of foundAt(CONSTANT, text, lines)) binds.push(bind(match[1]!, match[3]!, [match.index, match.index + match[0].length]));
  for (const match of foundAt(GROUP, text, lines)) {
    const body = match[3]!;
    const start = match.index + match[0].lastIndexOf(body);
    for (const member of body.matchAll(MEMBER)) {
      const at = [start + member.index, start + member.index + member[0].length] as const;
      binds.push(bind(`${match[1] ?? match[2]}.${member[1] ?? member[2] ?? member[3]}`, member[5]!, at));
    }
  }
  return binds;
}

const bind = (name: string, text: string, at: Binds['at']): Binds => ({ kind: 'binds', at, name, value: literal(text) });

/** Marks of files that say nothing but where calls go: a field of a stub's type, an interface of declared requests. */
const MARKS: Readonly<Record<string, RegExp>> = {
  javascript:
    /['"`](?:GET|POST|PUT|PATCH|DELETE)['"`]|\b(?:url|endpoint|uri):\s*['"`]\/\w|['"`]\/api\/|\.(?:get|post|put|patch|del(?:ete)?)(?:<[^()]{0,80}>)?\(\s*['"`]\/|\$\.(?:ajax|get|post|getJSON)\(|\b[A-Z]\w*(?:Service|Api|Client)\.[a-z]\w*\(/,
  go: /\b\w+\.\w+(?:Service)?Client\b|^func \(\w+ \*?\w+\) [A-Z]\w*\(\w+ context\.Context, \w+ \*\w+\.[A-Z]|, &\w+\.[A-Z]\w*(?:Req|Request|Args?|Params?|Query|Command)\{/m,
  csharp:
    /^\s*\[(?:Get|Post|Put|Delete|Patch)\("|\b\w+\.\w+Client\b\s+\w+|\bI?[A-Z]\w*(?:Api|Client) _?[a-z]\w*|\[Table\("|\bDbSet<|<(?:\w+\.)*\w+(?:Event|Message|Command|Notification|Eto|[a-z]ed)\b|\bnew (?:\w+\.)*\w+(?:Event|Eto|[a-z]ed)\b/m,
  java: /@(?:Table|Document|Entity)\b|\b(?:Consumer|Function|Supplier)<.{1,120}> \w+\(|\w+(?:Blocking|Future)?Stub\b|\b(?:Remote[A-Z]\w*|[A-Z]\w*(?:Client|Feign\w*|Proxy)) \w+ ?[;,)=]|@\w*(?:Event|Command)(?:Handler|Listener)\b|\bnew \w+(?:Event|[a-z]ed)\(|implements [\w., ]*(?:Resource|Api|ApiDelegate)\b/,
  kotlin:
    /@(?:Table|Document|Entity)\b|\w+(?:Coroutine)?Stub\b|@\w*(?:Event|Command)(?:Handler|Listener)\b|[ (]\w+(?:Event|[a-z]ed)\(|^\s*(?:routing|route\(.*\)) *\{/m,
  python: /__tablename__|db_table|\bStub\(|\bmodels\.Model\)/,
  ruby: /create_table|Stub\b|<\s*(?:ApplicationRecord|ActiveRecord::Base)\b/,
  php: /Schema::create|\$table\b|\w+Client\b|\bORM\\|\bextends (?:Model|Pivot|Authenticatable)\b|ShouldQueue|MessageHandler|\bdispatch\(|\bevent\(|function (?:handle|__invoke)\(\\?\w+ \$|\bnew \w+(?:Event|[a-z]ed)\(/,
};

/** Headers of generated files, licences before them included. */
const MOST_HEAD = 3000;
/** Statements as people write them in capitals, and lists of Redis. */
const STORES =
  /\b(?:INSERT INTO|CREATE TABLE|DELETE FROM)\b|\bSELECT\b.{1,80}\bFROM\b|["'`\s](?:insert into|delete from) \w|["'`]\s*select .{1,80} from \w|\bList(?:Left|Right)(?:Push|Pop)/;
const GENERATED = /generated|DO NOT EDIT|:\s*(?:Migration|ModelSnapshot)\b/i;

/** A look at a file that can say nothing to the graph: true where a jump may begin or end in it. */
export function mayJump(language: string, text: string): boolean {
  const marks = MARKS[language];
  return marks !== undefined && (marks.test(text) || STORES.test(text)) && (language === 'javascript' || !GENERATED.test(headOf(text)));
}

/** What stands before the first declaration, and its own line: who wrote the file is said there. */
const headOf = (text: string): string => {
  const head = text.slice(0, MOST_HEAD);
  const declared = DECLARES.exec(head);
  return declared ? head.slice(0, declared.index + declared[0].length) : head;
};

const DECLARES = /^[ \t]*(?:[a-z]+ )*(?:class|interface|record|object|struct|func|def) .*$/m;

import { textIn, type Block, type Outline } from '../../outline/outline.ts';

/** Parameters that only a handler of requests or messages has. */
const GIVEN: Readonly<Record<string, RegExp>> = {
  Script:
    /\(\s*_?(?:req|request)\w*\b[^)]*,\s*_?(?:res|response|reply|h)\b|\(\s*(?:ctx|c)\s*(?::\s*[\w.<>]*Context\w*)?\s*(?:,\s*next\b[^)]*)?\)|:\s*(?:Request|FastifyRequest|NextApiRequest|Context)\b|@(?:Body|Param|Query|Payload|Ctx|Req|MessageBody)\(|^\(?\s*(?:job|call\s*,\s*callback)\s*[:),]/,
  Go: /\bhttp\.ResponseWriter\b|\*gin\.Context\b|\becho\.Context\b|\*fiber\.Ctx\b|\bcontext\.Context\s*,\s*\w+\s+\*\w+\.\w+\)\s*\((?:\w+\s+)?\*\w+\.\w+\s*,\s*(?:\w+\s+)?error\)|\*\w+\.\w+_\w+Server\b/,
  Python: /\(\s*(?:self\s*,\s*)?request\b|\(self\s*,\s*request\s*,\s*context\)|:\s*Request\b|\bDepends\(/,
  Java: /@(?:RequestBody|PathVariable|RequestParam|Payload)\b|StreamObserver</,
};

/** What stands before a function that makes it one: a decorator, or the call that it is handed to. */
const BEFORE: Readonly<Record<string, RegExp>> = {
  Script:
    /@(?:Get|Post|Put|Patch|Delete|All|MessagePattern|EventPattern|GrpcMethod|SubscribeMessage|Process|Cron|Query|Mutation)\((?:[^()]|\([^()]*\))*\)\s*(?:@\w+\((?:[^()]|\([^()]*\))*\)\s*)*(?:(?:public|private|protected|async)\s+)*$|(?:app|router|server|api|fastify|\w+Router|\w+Routes)\s*\.\s*(?:get|post|put|patch|delete|all|use)\s*\([^;{}]*$|\.(?:consume|subscribe|process)\s*\([^;{}]*$|\beachMessage\s*:\s*$|\.on\(\s*'\s*'\s*,\s*$/,
  Go: /\.(?:HandleFunc|GET|POST|PUT|DELETE|PATCH|Get|Post|Put|Delete)\([^;{}]*$/,
  Python: /@[\w.]+\.(?:route|get|post|put|patch|delete|api_route|websocket|task|subscriber)\((?:[^()]|\([^()]*\))*\)\s*(?:@[^\n]*\n\s*)*$/,
  Java: /@(?:Get|Post|Put|Patch|Delete|Request)Mapping\b[^;{}]*$|@(?:KafkaListener|RabbitListener|JmsListener|EventListener)\b[^;{}]*$/,
};

/** What readers of risks know a language by. */
export const family = ({ language }: Outline): string => (language.endsWith('Script') ? 'Script' : language);

/** A function that answers a request or a message. */
export function isHandler(block: Block, outline: Outline): boolean {
  const kind = family(outline);
  if (GIVEN[kind]?.test(textIn(outline, block.head)) === true) return true;
  const before = outline.code.slice(Math.max(0, block.head[0] - MOST_BEFORE), block.head[0]);
  return MAY_FOLLOW[kind]?.test(before) !== false && BEFORE[kind]?.test(before) === true;
}

const MOST_BEFORE = 300;

/** What decorates a function or takes one as an argument ends so; a cheap look, since few functions are handlers. */
const MAY_FOLLOW: Readonly<Record<string, RegExp>> = {
  Script: /[(),:]\s*(?:(?:public|private|protected|async)\s+)*$/,
  Go: /[(,]\s*$/,
};

/** Run once, when the program starts or by hand. */
const ONCE =
  /^(?:main|bootstrap|init\w*|setup\w*|start\w*|configure\w*|register\w*|create(?:App|Server|Client|Pool|Connection)\w*|migrat\w*|seed\w*|onModuleInit|onApplicationBootstrap|constructor|__init__|lifespan|load\w*Config\w*|connect\w*|wait\w*|up|down)$/i;
const SCRIPTS =
  /(?:^|\/)(?:scripts?|migrations?|seeds?|seeders?|tools?|bin|cli|examples?|load-?generator|locust\w*|benchmarks?|hack)\/|(?:^|\/)(?:seed|migrate|setup|gulpfile|webpack|vite|rollup|jest|esbuild|knexfile)[\w.-]*\.\w+$|\.config\.\w+$/i;

export const isScript = (path: string): boolean => SCRIPTS.test(path);

/** The place runs again and again while the program runs: it lies in a function that is not for starting. */
export function runsOften(outline: Outline, at: number): boolean {
  if (isScript(outline.source.path)) return false;
  const names = outline.blocks.filter(({ kind, head, body }) => kind === 'function' && head[0] <= at && at < body[1]);
  return names.length > 0 && !names.some(({ name }) => name !== undefined && ONCE.test(name));
}

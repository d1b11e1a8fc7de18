import type { RisksCode } from '../../../../model/resilience-fact.ts';
import { functionAround, textIn } from '../../outline/outline.ts';
import { callsOf, type Reading } from '../resilience/reading.ts';
import { runsOften } from './handlers.ts';
import { risk } from './risk.ts';

/** Clients that hold connections and are meant to be made once. */
const MAKES: Readonly<Record<string, RegExp>> = {
  Script:
    /(?<![\w$.])(?<name>new\s+(?:PrismaClient|Pool|pg\.Pool|Kafka|MongoClient|IORedis|Redis)|mysql2?\.create(?:Pool|Connection)|mongoose\.connect|amqp(?:lib)?\.connect|redis\.createClient|createClient)\s*\(/g,
  Python:
    /(?<![\w.])(?<name>psycopg2?\.connect|MongoClient|pymongo\.MongoClient|redis\.(?:Redis|StrictRedis|from_url)|create_engine|pika\.BlockingConnection|KafkaProducer|mysql\.connector\.connect|grpc\.(?:insecure|secure)_channel)\s*\(/g,
  Go: /(?<![\w.])(?<name>sql\.Open|sqlx\.(?:Connect|Open)|gorm\.Open|redis\.NewClient|mongo\.Connect|grpc\.(?:Dial|NewClient|DialContext)|amqp\.Dial|pgxpool\.New|kafka\.NewWriter)\s*\(/g,
};

/** It is made when it is first asked for, or where there is none yet. */
const KEPT =
  /global|cached?\b|singleton|\binstance\b|\b_\w+\s*=\s*$|\?\?=|\|\|=|\bif\s*\(?\s*(?:!|not\b)|[!=]==?\s*(?:null|undefined|nil)\b|\bis\s+(?:not\s+)?None\b|\bonce\b|\.has\(/i;

/** A connection for each request. */
export function clientsPerRequest(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  const pattern = MAKES[outline.language.endsWith('Script') ? 'Script' : outline.language];
  if (!pattern) return [];
  return callsOf(reading, pattern).flatMap(called => {
    if (called.name === 'createClient' && reading.imports.get('createClient') !== 'redis') return [];
    const around = functionAround(outline, called.at[0]);
    const before = outline.code.slice(Math.max(0, (around?.head[0] ?? called.at[0]) - 40), called.at[0]);
    if (!runsOften(outline, called.at[0]) || KEPT.test(before)) return [];
    return [risk(reading, 'client-per-request', { ...called, name: called.name.replace(/^new\s+/, '') }, { needs: 'handler' })];
  });
}

const ANSWERS =
  /(?<name>\b(\w+)\s*,\s*(?:err|_)\s*:?=\s*(?:http\.(?:Get|Post|PostForm|Head|DefaultClient\.\w+)|(?:\w+\.)*\w*[cC]lient\.(?:Do|Get|Post|PostForm|Head)))\s*\(/g;

/** The body of an answer that is never closed keeps its connection. */
export function bodiesLeftOpen(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (outline.language !== 'Go' || !/net\/http|\bhttp\.Client\b/.test(outline.source.text)) return [];
  return callsOf(reading, ANSWERS).flatMap(called => {
    const name = /^\w+/.exec(called.name)![0];
    const around = functionAround(outline, called.at[0]);
    if (!around || name === '_') return [];
    const rest = outline.code.slice(called.end, around.body[1]);
    const handedOn = new RegExp(
      `\\breturn\\b[^\\n]*\\b${name}\\b(?!\\.)|[(,]\\s*&?${name}\\s*[,)]|=\\s*${name}\\s*$|\\b${name}\\s*[,}]`,
      'm',
    ).test(rest);
    if (new RegExp(`\\b${name}\\.Body\\.Close\\b`).test(rest) || handedOn) return [];
    // Many things have a client with a Get; one whose answer has a body that is read is of HTTP.
    if (/lient\.(?:Get|Post|PostForm|Head)\b/.test(called.name) && !new RegExp(`\\b${name}\\.Body\\b`).test(rest)) return [];
    return [risk(reading, 'body-left-open', { at: [called.at[0], called.open], name: called.name.replace(/^.*=\s*/, '') })];
  });
}

const BEGINS = /(?<name>\b(\w+)\s*,\s*err\s*:?=\s*(?:\w+\.)*(?:db|DB|pool|conn|sqlDB|database)\.(?:Begin|BeginTx|BeginTxx|Beginx))\s*\(/g;

/** A transaction that is only ever committed stays open when something fails before. */
export function transactions(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (outline.language === 'Go')
    return callsOf(reading, BEGINS).flatMap(called => {
      const name = /^\w+/.exec(called.name)![0];
      const around = functionAround(outline, called.at[0]);
      const rest = around ? textIn(outline, [called.end, around.body[1]]) : '';
      const commits = new RegExp(`\\b${name}\\.Commit\\b`).test(rest);
      return commits && !/\bRollback\b|rollback/i.test(rest)
        ? [risk(reading, 'no-rollback', { at: [called.at[0], called.open], name: called.name.replace(/^.*=\s*/, '') })]
        : [];
    });
  if (!outline.language.endsWith('Script')) return [];
  const { text } = outline.source;
  return [...text.matchAll(/\.(?:query|execute|raw)\(\s*(['"`])(?:BEGIN|START TRANSACTION)\b[^'"`]*\1/gi)].flatMap(found => {
    const around = functionAround(outline, found.index);
    const rest = text.slice(found.index, around?.body[1] ?? text.length);
    return /\bCOMMIT\b/i.test(rest) && !/rollback/i.test(rest)
      ? [risk(reading, 'no-rollback', { at: [found.index + 1, found.index + found[0].length], name: 'BEGIN' })]
      : [];
  });
}

const EARLY = /\b(?:noAck\s*:\s*true|auto_ack\s*=\s*True|no_ack\s*=\s*True)\b/g;

/** The broker forgets a message as soon as it is handed out; a crash while it is worked on loses it. */
export function acknowledgesEarly(reading: Reading): readonly RisksCode[] {
  const { outline } = reading;
  if (!reading.answers && !/amqp|pika|rabbit/i.test(outline.source.text)) return [];
  const asked = [...outline.code.matchAll(EARLY)].flatMap(found => {
    // An answer that is waited for is of no use to the next process.
    const near = outline.source.text.slice(Math.max(0, found.index - 500), found.index);
    if (/reply|callback_queue|correlation|rpc|exclusive\s*[:=]\s*[tT]rue/i.test(near)) return [];
    return [risk(reading, 'acknowledges-early', { at: [found.index, found.index + found[0].length], name: found[0] })];
  });
  return [...asked, ...acknowledgedFirst(reading)];
}

const ACKNOWLEDGES = /(?<name>\b\w*(?:[cC]hannel|ch)\.(?:ack|basic_ack|basicAck))\s*\(/g;

/** The first thing that a consumer does, before what it waits for. */
const acknowledgedFirst = (reading: Reading): readonly RisksCode[] =>
  callsOf(reading, ACKNOWLEDGES).flatMap(called => {
    const { outline } = reading;
    const around = functionAround(outline, called.at[0]);
    if (!around || !around.async || !reading.answers) return [];
    const [before, after] = [outline.code.slice(around.body[0], called.at[0]), outline.code.slice(called.end, around.body[1])];
    const isFirst = !/\bawait\b|\breturn\b|\bif\b|\bcatch\b/.test(before);
    return isFirst && /\bawait\s+[\w.$]+\(/.test(after) ? [risk(reading, 'acknowledges-early', called)] : [];
  });

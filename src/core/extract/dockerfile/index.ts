import type { EnvEntry, PortEntry } from '../../model/deployment-parts.ts';
import type { Dockerfile, DockerfileInstruction } from '../../model/image-fact.ts';
import type { FileFacts } from '../../model/fact.ts';
import type { Source, Span } from '../../model/source.ts';
import { literal, type Value } from '../../model/value.ts';
import type { Extractor } from '../extractor.ts';
import { interpolate, plainText, SHELL } from '../interpolation.ts';
import { shellWords, type Word } from '../shell-words.ts';
import { type Pick, picks } from './builds.ts';
import { contextPath, looksLikeFile, type Placement, within } from './context-path.ts';
import { type Instruction, instructions } from './instructions.ts';
import { command, copy, declared, exposed, settings, withDefaults, written } from './stage.ts';

export const dockerfile: Extractor = {
  name: 'dockerfile',
  include: [
    '**/{D,d}ockerfile',
    '**/{D,d}ockerfile{.,-,_}*',
    '**/*{.,-,_}{D,d}ockerfile',
    '**/Containerfile',
    '**/Containerfile.*',
    '**/*.Containerfile',
  ],
  mayMatch: text => /^[ \t\uFEFF]*FROM[ \t]/im.test(text),
  extract,
};

/** A longer text is no Dockerfile. */
const LONGEST = 200_000;

/** What is known of a stage after its last instruction. */
interface Stage {
  readonly name: string | undefined;
  readonly from: string;
  readonly at: Span;
  readonly parent: Stage | undefined;
  readonly environment: EnvEntry[];
  readonly ports: PortEntry[];
  readonly copies: { from: string; to: string; at: Span }[];
  readonly placements: Placement[];
  readonly builds: string[];
  /** Stages that files are copied from. */
  readonly used: Set<Stage>;
  readonly known: Map<string, Value>;
  folder: string;
  entrypoint: readonly Word[];
  command: readonly Word[];
}

interface Reading {
  readonly stages: Stage[];
  readonly args: EnvEntry[];
  readonly globals: Map<string, Value>;
  readonly instructions: DockerfileInstruction[];
}

function extract({ text }: Source): FileFacts {
  const reading: Reading = { stages: [], args: [], globals: new Map(), instructions: [] };
  for (const instruction of instructions(text.slice(0, LONGEST))) {
    if (instruction.keyword === 'FROM') open(instruction, reading);
    else read(instruction, reading);
    const { keyword, body, start, at } = instruction;
    reading.instructions.push({ keyword, text: body, start, at, stage: reading.stages.length - 1 });
  }
  const last = reading.stages.at(-1);
  return { facts: last ? [factOf(last, reading)] : [], problems: [] };
}

function open({ body, start, at }: Instruction, { stages, globals }: Reading): void {
  const words = shellWords(body, start).filter(({ value }) => !plainText(value).startsWith('--'));
  const from = plainText(withDefaults(words[0]?.value ?? literal('scratch'), globals));
  const name = words.length > 2 ? plainText(words[2]!.value) : undefined;
  const parent = stageNamed(from, stages);
  stages.push({
    name,
    from,
    at,
    parent,
    environment: [...(parent?.environment ?? [])],
    ports: [...(parent?.ports ?? [])],
    copies: [...(parent?.copies ?? [])],
    placements: [...(parent?.placements ?? [])],
    builds: [],
    used: new Set(),
    known: new Map(parent?.known),
    folder: parent?.folder ?? '/',
    entrypoint: parent?.entrypoint ?? [],
    command: parent?.command ?? [],
  });
}

const stageNamed = (name: string, stages: readonly Stage[]): Stage | undefined =>
  stages.findLast(stage => stage.name?.toLowerCase() === name.toLowerCase()) ?? (/^\d+$/.test(name) ? stages[Number(name)] : undefined);

function read(instruction: Instruction, reading: Reading): void {
  const stage = reading.stages.at(-1);
  if (instruction.keyword === 'ARG') return readArguments(instruction, reading);
  if (!stage) return;
  switch (instruction.keyword) {
    case 'ENV':
      for (const entry of settings(instruction)) {
        const value = entry.value && withDefaults(entry.value, stage.known);
        stage.environment.push(value ? { ...entry, value } : entry);
        if (value) stage.known.set(entry.name, value);
      }
      return;
    case 'EXPOSE':
      stage.ports.push(...exposed(instruction, stage.known));
      return;
    case 'WORKDIR':
      stage.folder = within(stage.folder, written(interpolate(instruction.body.trim().replace(/^["']|["']$/g, ''), SHELL)));
      return;
    case 'COPY':
    case 'ADD':
      return readCopy(instruction, stage, reading.stages);
    case 'RUN':
      stage.builds.push(...picked(shellWords(instruction.body, instruction.start), stage));
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = command(instruction);
      stage.command = [];
      return;
    case 'CMD':
      stage.command = command(instruction);
  }
}

/** An ARG before the first FROM holds for FROM lines, and in a stage that names it again. */
function readArguments(instruction: Instruction, { stages, args, globals }: Reading): void {
  const stage = stages.at(-1);
  for (const entry of declared(instruction)) {
    const known = stage?.known ?? globals;
    const value = entry.value ? withDefaults(entry.value, known) : globals.get(entry.name);
    if (value) known.set(entry.name, value);
    args.push(entry.value && value ? { ...entry, value } : entry);
  }
}

function readCopy(instruction: Instruction, stage: Stage, stages: readonly Stage[]): void {
  const found = copy(instruction);
  if (!found) return;
  const origin = found.stage === undefined ? undefined : stageNamed(found.stage, stages);
  if (origin && origin !== stage) stage.used.add(origin);
  const target = within(stage.folder, found.to);
  for (const { path, at } of found.sources) {
    if (found.stage === undefined) {
      stage.copies.push({ from: path, to: found.to, at });
      if (!looksLikeFile(path)) stage.placements.push({ from: within('', path.replace(/^\/+/, '')) || '.', to: target });
      continue;
    }
    const source = origin && contextPath(within('/', path), origin.placements);
    if (source === undefined) continue;
    if (!looksLikeFile(source)) stage.placements.push({ from: source, to: target });
    if (tells(source)) stage.builds.push(source);
  }
}

/** Names that every build gives to what it makes say nothing about what was built. */
const tells = (path: string): boolean =>
  path !== '.' && !/^(?:dist|build|out|target|bin|publish|node_modules|public|\.next|\.output|lib|release)(?:\/|$)/.test(path);

/** What the commands of one line pick, as paths of the build context where that can be told. */
function picked(words: readonly Word[], stage: Stage): readonly string[] {
  const found: string[] = [];
  let folder = stage.folder;
  for (const simple of simpleCommands(words.map(({ value }) => written(value)))) {
    if (simple[0] === 'cd' && simple[1]) folder = within(folder, simple[1]);
    else found.push(...picks(simple).flatMap(pick => placed(pick, folder, stage)));
  }
  return found;
}

function placed({ path, isName }: Pick, folder: string, stage: Stage): readonly string[] {
  if (isName) return [path];
  const inside = contextPath(within(folder, path), stage.placements);
  if (inside !== undefined) return tells(inside) || path !== '.' ? [inside] : [];
  return path === '.' || path.startsWith('/') ? [] : [path];
}

function simpleCommands(words: readonly string[]): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  for (const word of words) {
    if (/^(?:&&|\|\||[;|&()])$/.test(word)) commands.push([]);
    else commands.at(-1)!.push(word);
  }
  return commands
    .filter(({ length }) => length > 0)
    .map(simple =>
      /^(?:ba|a|da|z)?sh$/.test(simple[0]!.split('/').at(-1)!) && /^-\w*c$/.test(simple[1] ?? '') ? simple.slice(2) : simple,
    );
}

function factOf(last: Stage, { stages, args, instructions }: Reading): Dockerfile {
  return {
    kind: 'dockerfile',
    at: last.at,
    stages: stages.map(stage => ({
      ...(stage.name !== undefined && { name: stage.name }),
      from: stage.from,
      at: stage.at,
      ...partsOf(stage),
    })),
    args,
    copies: stages.flatMap(stage => stage.copies).filter((copied, index, all) => all.indexOf(copied) === index),
    ...partsOf(last),
    instructions,
  };
}

function partsOf(stage: Stage): StageParts {
  const words = [...stage.entrypoint, ...stage.command];
  const builds = [...[...reached(stage)].flatMap(({ builds }) => builds), ...picked(words, stage)].filter(pick => pick !== '.');
  return { environment: latest(stage.environment), ports: stage.ports, command: words, builds: [...new Set(builds)] };
}

type StageParts = {
  readonly environment: readonly EnvEntry[];
  readonly ports: readonly PortEntry[];
  readonly command: readonly Word[];
  readonly builds: readonly string[];
};

/** The stage, what it is made from, and what it takes files from; most telling first. */
function reached(stage: Stage, seen = new Set<Stage>()): ReadonlySet<Stage> {
  if (seen.has(stage)) return seen;
  seen.add(stage);
  for (const origin of stage.used) reached(origin, seen);
  if (stage.parent) reached(stage.parent, seen);
  return seen;
}

const latest = (environment: readonly EnvEntry[]): readonly EnvEntry[] => [
  ...new Map(environment.map(entry => [entry.name, entry])).values(),
];

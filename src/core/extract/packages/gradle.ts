import type { PackageDependency, PackageFact } from '../../model/package-fact.ts';
import type { Extractor } from '../extractor.ts';

/**
 * Gradle scripts, Groovy or Kotlin, read by shape. Projects are named by their path (`:shared:contracts`); libraries of a version catalogue
 * (`libs.spring.boot.starter.web`) by their alias with dashes.
 */
export const gradle: Extractor = {
  name: 'gradle',
  include: ['**/*.gradle', '**/*.gradle.kts'],
  extract: ({ path, text }) => {
    const code = withoutComments(text);
    return { facts: /(?:^|\/)settings\.gradle(?:\.kts)?$/.test(path) ? settingsOf(code) : [buildOf(code)], problems: [] };
  },
};

/** Same length, so that spans hold. */
const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*/g, part =>
    part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part,
  );

const NAME = /\brootProject\.name\s*=\s*["']([^"']+)["']/;
const INCLUDE = /\binclude(?:Flat|Build)?\b[\s(]*((?:["'][^"'\n]*["'][\s,]*)+)/g;
const RELOCATED = /\bproject\(\s*["']([^"']+)["']\s*\)\.projectDir\s*=\s*(?:new\s+File\(|file\()[^"'\n]*["']([^"']+)["']/g;

function settingsOf(code: string): readonly PackageFact[] {
  const name = NAME.exec(code);
  const folders = new Map([...code.matchAll(RELOCATED)].map(([, project, folder]) => [project!.replace(/^:/, ''), folder!]));
  const projects = [...code.matchAll(INCLUDE)].flatMap(([, list]) =>
    [...list!.matchAll(/["']([^"']+)["']/g)].map(([, project]) => project!),
  );
  const members = projects.map(project => project.replace(/^:/, '')).map(project => folders.get(project) ?? project.replaceAll(':', '/'));
  const at = name?.index ?? 0;
  return [
    {
      kind: 'package',
      at: [at, at + (name?.[0].length ?? 0)],
      ecosystem: 'gradle',
      dependencies: [],
      ...(name && { name: name[1]! }),
      ...(members.length > 0 && { members }),
    },
  ];
}

const CONFIGURATION = String.raw`\b(\w*(?:[iI]mplementation|[cC]ompile|[cC]ompileOnly|[rR]untime|[rR]untimeOnly|[aA]pi|[aA]nnotationProcessor|kapt|ksp|developmentOnly|classpath|bom))\b`;
const LIBRARY = new RegExp(
  String.raw`${CONFIGURATION}[\s(]+(?:(?:platform|enforcedPlatform|kotlin|testFixtures)\s*\(\s*)?["']([\w.-]+):([\w.-]+)(?::([^"'\n]*))?["']`,
  'g',
);
const MAPPED = new RegExp(
  String.raw`${CONFIGURATION}[\s(]+group\s*[:=]\s*["']([^"']+)["']\s*,\s*name\s*[:=]\s*["']([^"']+)["'](?:\s*,\s*version\s*[:=]\s*["']([^"']+)["'])?`,
  'g',
);
const PROJECT = new RegExp(
  String.raw`${CONFIGURATION}[\s(]+(?:(?:platform|testFixtures)\s*\(\s*)?project\s*\(\s*(?:path\s*[:=]\s*)?["']([^"']+)["']`,
  'g',
);
const CATALOGUE = new RegExp(String.raw`${CONFIGURATION}[\s(]+(?:(?:platform|enforcedPlatform)\s*\(\s*)?(?:libs|projects)\.([\w.]+)`, 'g');
const ACCESSOR = /\bprojects\.([\w.]+)$/;
const RUNS =
  /(?:\bid\b[\s(]+["']|\bapply\s+plugin\s*:\s*["']|\bapply\(\s*plugin\s*=\s*["'])(?:org\.springframework\.boot|spring-boot|application|war|io\.quarkus|io\.micronaut\.application|com\.google\.cloud\.tools\.jib|io\.ktor\.plugin|org\.gretty)["']|\bapplication\s*\{|^[ \t]*`?application`?[ \t]*$|\bbootJar\s*\{|\balias\(\s*libs\.plugins\.(?:spring\.boot|springBoot|quarkus|ktor|micronaut\.application)\b(?!\)\s*apply\s+false)/m;

function buildOf(code: string): PackageFact {
  const found: PackageDependency[] = [];
  const add = (match: RegExpExecArray | RegExpMatchArray, name: string, version?: string): void => {
    const start = match.index ?? 0;
    found.push({
      name,
      at: [start, start + match[0].length],
      ...(version ? { version } : {}),
      ...(/^(test|androidTest|integrationTest)|[a-z]Test/.test(match[1] ?? '') && { development: true }),
    });
  };
  for (const match of code.matchAll(LIBRARY)) add(match, `${match[2]}:${match[3]}`, match[4]);
  for (const match of code.matchAll(MAPPED)) add(match, `${match[2]}:${match[3]}`, match[4]);
  for (const match of code.matchAll(PROJECT)) add(match, match[2]!);
  for (const match of code.matchAll(CATALOGUE))
    add(match, ACCESSOR.test(match[0]) ? `:${match[2]!.replaceAll('.', ':')}` : match[2]!.replaceAll('.', '-'));
  found.sort((a, b) => a.at[0] - b.at[0]);
  const applied = /\bid\b[^\n]*org\.springframework\.boot[^\n]*apply\s*\(?\s*false/.test(code);
  return {
    kind: 'package',
    at: [0, Math.min(code.length, Math.max(code.indexOf('\n'), 0))],
    ecosystem: 'gradle',
    dependencies: found,
    ...(RUNS.test(code) && !applied && { runs: true }),
    ...neededBy(code),
  };
}

const RELEASE =
  /\b(?:languageVersion(?:\.set\(|\s*=)\s*JavaLanguageVersion\.of\(|jvmToolchain\(|(?:sourceCompatibility|targetCompatibility)\s*=\s*(?:JavaVersion\.VERSION_|['"])?)(?:1[._])?(\d{1,2})\b/;

/** The release that classes are compiled for. */
function neededBy(code: string): Pick<PackageFact, 'needs'> {
  const found = RELEASE.exec(code);
  return found ? { needs: { runtime: 'java', version: `>=${found[1]}`, at: [found.index, found.index + found[0].length] } } : {};
}

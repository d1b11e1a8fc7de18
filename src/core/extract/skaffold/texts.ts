import type { ImageBuild } from '../../model/image-fact.ts';
import type { Span } from '../../model/source.ts';
import { imageBuild } from './image-build.ts';

const spanOf = (match: RegExpExecArray): Span => [match.index, match.index + match[0].length];

const TILT = /\b(docker_build|docker_build_with_restart|custom_build)\(([^()]*(?:\([^()]*\)[^()]*)*)\)/g;

/** `docker_build('shop/orders', './orders', dockerfile='orders/Dockerfile')` */
export function tilt(text: string): readonly ImageBuild[] {
  return Array.from(text.matchAll(TILT)).flatMap(match => {
    const [, call, inside = ''] = match;
    const named = (name: string): string | undefined => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(inside)?.[1];
    const plain = inside.split(/,\s*\w+\s*=/)[0]!;
    const [first, second] = Array.from(plain.matchAll(/["']([^"']*)["']/g), ([, quoted]) => quoted);
    const context = call === 'custom_build' ? (/\[\s*["']([^"']*)["']/.exec(inside)?.[1] ?? '.') : (named('context') ?? second);
    return imageBuild({ image: named('ref') ?? first ?? '', context, dockerfile: named('dockerfile'), at: spanOf(match) });
  });
}

const LONGEST = 100_000;
const TARGET = /^[ \t]*target[ \t]+"([^"]+)"[ \t]*\{([^]*?)^[ \t]*\}/gm;

/** Targets of a docker-bake.hcl; without tags a target's own name is its image. */
export function bake(text: string): readonly ImageBuild[] {
  return Array.from(text.slice(0, LONGEST).matchAll(TARGET)).flatMap(match => {
    const [, name = '', body = ''] = match;
    const value = (key: string): string | undefined => new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*"([^"]*)"`, 'm').exec(body)?.[1];
    const tags = /^[ \t]*tags[ \t]*=[ \t]*(?:\w+\()?\[([^\]]*)\]/m.exec(body)?.[1] ?? '';
    const images = Array.from(tags.matchAll(/"([^"]+)"/g), ([, tag]) => tag!.replace(/\$\{[^{}]*\}/g, '${tag}'));
    if (value('context') === undefined && value('dockerfile') === undefined) return [];
    return (images.length > 0 ? images : [name]).flatMap(image =>
      imageBuild({ image, context: value('context'), dockerfile: value('dockerfile'), at: spanOf(match) }),
    );
  });
}

/** Image names that Jib, Spring Boot and the .NET SDK are told to build the project of the file under. */
const PROJECT = [
  /<to>\s*<image>([^<]+)<\/image>/g,
  /<ContainerRepository>([^<]+)<\/ContainerRepository>/g,
  /\bjib\b[^]{0,400}?\bto\b[^]{0,200}?\bimage\s*=\s*["']([^"']+)["']/g,
  /\bjib\.to\.image\s*=\s*["']([^"']+)["']/g,
  /\bimageName(?:\.set\(|\s*=)\s*["']([^"']+)["']/g,
] as const;

export const projectImages = (text: string): readonly ImageBuild[] =>
  PROJECT.flatMap(pattern =>
    Array.from(text.matchAll(pattern)).flatMap(match =>
      imageBuild({ image: match[1]!.trim(), context: '.', dockerfile: undefined, at: spanOf(match) }),
    ),
  );

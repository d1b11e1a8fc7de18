import type { Problem, Source } from '../../model/source.ts';
import { properties } from '../settings/properties.ts';
import { dotted, settings, type Setting } from '../settings/setting.ts';
import { yamlFile } from '../../yaml/parse.ts';
import { canonical } from './canonical.ts';

/** One document of a configuration file, which holds for one profile or for all. */
export interface SpringDocument {
  readonly settings: readonly Setting[];
  readonly profile?: string;
}

interface SpringFile {
  readonly documents: readonly SpringDocument[];
  readonly problems: readonly Problem[];
}

export function springFile(source: Source): SpringFile {
  const fallback = profileOfName(source.path);
  if (source.path.endsWith('.properties')) {
    const documents = parts(source.text).flatMap(part =>
      byPrefix(
        properties(part.text).map(setting => moved(setting, part.start)),
        fallback,
      ),
    );
    return { documents, problems: [] };
  }
  const { documents, problems } = yamlFile(source);
  return { documents: documents.flatMap(({ root }) => byPrefix(settings(root, dotted), fallback)), problems };
}

const SEPARATOR = /^[#!]---[^\S\n]*$/gm;

/** Documents of a `.properties` file are parted by `#---`. */
function parts(text: string): readonly { readonly text: string; readonly start: number }[] {
  const starts = [0, ...[...text.matchAll(SEPARATOR)].map(match => match.index + match[0].length)];
  return starts.map((start, index) => ({ start, text: text.slice(start, starts[index + 1]) }));
}

const moved = (setting: Setting, by: number): Setting =>
  by === 0 ? setting : { ...setting, at: [setting.at[0] + by, setting.at[1] + by] };

const QUARKUS_PROFILE = /^"?%([\w,-]+)"?\.(.+)$/;

/** Quarkus writes the profile before the name (`%dev.quarkus.http.port`); such settings are a document of their own. */
function byPrefix(all: readonly Setting[], fallback: string | undefined): readonly SpringDocument[] {
  const own = all.filter(setting => !QUARKUS_PROFILE.test(setting.name));
  const prefixed = new Map<string, Setting[]>();
  for (const setting of all) {
    const [, profile, name] = QUARKUS_PROFILE.exec(setting.name) ?? [];
    if (profile === undefined || name === undefined) continue;
    prefixed.set(profile, [...(prefixed.get(profile) ?? []), { ...setting, name }]);
  }
  const profile = profileOf(own) ?? fallback;
  const rest = [...prefixed].map(([profile, settings]) => ({ profile, settings }));
  return own.length > 0 ? [{ settings: own, ...(profile !== undefined && { profile }) }, ...rest] : rest;
}

const ACTIVATION = /^spring\.(profiles|config\.activate\.onprofile|profiles\[\d+])$/;

function profileOf(settings: readonly Setting[]): string | undefined {
  const named = settings.filter(setting => setting.text !== '' && ACTIVATION.test(canonical(setting.name)));
  return named.length > 0 ? named.map(setting => setting.text).join(',') : undefined;
}

const OWN_FILE = /(?:^|\/)(?:application|bootstrap)-([^/]+)\.(?:ya?ml|properties)$/;
/** In a configuration repository `orders-prod.yml` is a profile of orders, and `orders-service.yml` an application: only usual names of profiles count. */
const REPOSITORY_FILE =
  /-(dev|develop|development|docker|prod|production|test|testing|staging|stage|local|default|k8s|kubernetes|kube|cloud|native|qa|uat|aws|azure|gcp|heroku|compose|docker-compose|container|swarm|ci|it|integration|mysql|postgres|h2)\.(?:ya?ml|properties)$/;

const profileOfName = (path: string): string | undefined => OWN_FILE.exec(path)?.[1] ?? REPOSITORY_FILE.exec(path)?.[1];

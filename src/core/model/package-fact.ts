import type { Span } from './source.ts';

export type Ecosystem = 'npm' | 'go' | 'maven' | 'gradle' | 'nuget' | 'pypi' | 'cargo' | 'gem' | 'composer';

export interface PackageDependency {
  readonly name: string;
  readonly at: Span;
  readonly version?: string;
  /** Folder or file inside the workspace, relative to the manifest: `file:../contracts`, a ProjectReference, a Go `replace`. */
  readonly path?: string;
  readonly development?: boolean;
  /** Its version or path is what the workspace offers under its name. */
  readonly inherited?: boolean;
  /** A workspace offers it to its members, and does not take it itself. */
  readonly offered?: true;
}

/** One manifest of a package: package.json, go.mod, pom.xml, build.gradle, *.csproj, pyproject.toml, requirements.txt, Cargo.toml, Gemfile, composer.json. */
export interface PackageFact {
  readonly kind: 'package';
  readonly at: Span;
  readonly ecosystem: Ecosystem;
  /** Absent where the manifest has none (requirements.txt). Maven: the artifactId. */
  readonly name?: string;
  readonly dependencies: readonly PackageDependency[];
  /** Globs or folders of members: npm workspaces, Maven modules, Cargo members, Gradle includes. */
  readonly members?: readonly string[];
  /** The runtime that it asks for, as written: `>=20`, `1.24.0`, `>=3.12,<4`. */
  readonly needs?: { readonly runtime: 'node' | 'go' | 'python' | 'java'; readonly version: string; readonly at: Span };
  /** It is meant to run: a start script, `Microsoft.NET.Sdk.Web`, OutputType Exe, spring-boot plugin, a bin. */
  readonly runs?: boolean;
  /** tsconfig-like path aliases, relative to the manifest. */
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** Folder of the package relative to the manifest, where one manifest names many: Nest projects, Rush. */
  readonly folder?: string;
  /** Another manifest that this one takes its settings from: tsconfig `extends`, Maven `parent` with its relative path. */
  readonly extends?: string;
}

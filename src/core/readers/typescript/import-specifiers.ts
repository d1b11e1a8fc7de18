const IMPORT = /\b(?:from|import|require)\s*(?:\(\s*)?(['"])([^'"\n]+)\1/g;

/** What a script imports, by a scan that may also find imports in comments: they only make a question look at more files. */
export function importSpecifiers(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [, , specifier] of text.matchAll(IMPORT)) found.add(specifier!);
  return [...found];
}

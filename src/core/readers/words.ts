/** Words that are told apart from all others, written with spaces between them. */
export const words = (written: string): ReadonlySet<string> => new Set(written.trim().split(/\s+/));

export const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

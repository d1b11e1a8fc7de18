/** A byte order mark is none of the text, as it is read from disk; some editors send it. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

/** The text without the comment that it begins with: licence headers hold URLs and would open every gate. */
export function withoutLicence(text: string): string {
  const head = /^(?:\uFEFF|\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/.exec(text);
  return head ? text.slice(head[0].length) : text;
}

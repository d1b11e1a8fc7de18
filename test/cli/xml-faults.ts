/** What is not well-formed in an XML document: tags that do not close, signs that are not escaped, attributes without quotes. */
export function xmlFaults(xml: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [token] of xml.matchAll(/<[^>]*>|[^<]+|</g)) {
    if (!token.startsWith('<')) faults.push(...textFaults(token));
    else if (token.startsWith('<?')) continue;
    else if (token.startsWith('</')) {
      const name = token.slice(2, -1);
      if (open.pop() !== name) faults.push(`${token} closes nothing`);
    } else if (!/^<[\w:.-]+( [\w:.-]+="[^"<]*")*\/?>$/.test(token)) faults.push(`not a tag: ${token}`);
    else if (!token.endsWith('/>')) open.push(/^<([\w:.-]+)/.exec(token)![1]!);
  }
  return [...faults, ...open.map(name => `<${name}> is not closed`)];
}

const textFaults = (text: string): string[] =>
  /&(?!(#\d+|#x[\da-f]+|amp|lt|gt|quot|apos);)/i.test(text) || text.includes('>') ? [`not escaped: ${text}`] : [];

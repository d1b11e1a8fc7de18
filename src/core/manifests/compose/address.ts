/** Whether a text is an IPv4 or IPv6 address, without a zone. */
export const isAddress = (text: string): boolean => isVersion4(text) || isVersion6(text);

function isVersion4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isVersion6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  const groups = halves.flatMap(half => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const ends4 = last !== undefined && last.includes('.');
  if (ends4 && !isVersion4(last)) return false;
  const hexadecimal = ends4 ? groups.slice(0, -1) : groups;
  const count = hexadecimal.length + (ends4 ? 2 : 0);
  return hexadecimal.every(group => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? count < 8 : count === 8);
}

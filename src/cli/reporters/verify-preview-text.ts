import { imageWords, priceWords, sourceWords, type VerifyPreview } from '../../protocol/verify-preview.ts';

/** The price first; then what runs, and what goes wrong. */
export function verifyPreviewText(preview: VerifyPreview): string {
  const { services, mocks, scenarios, whyVoid, notes } = preview;
  return `${[
    priceWords(preview),
    sourceWords(preview),
    imageWords(preview),
    ...(whyVoid === null ? [] : [`The verdict will be void. ${whyVoid}`]),
    '',
    'Runs',
    ...services.map(({ name, why }) => `  ${name}: ${why}`),
    ...(mocks.length > 0 ? ['Mocks', ...mocks.map(({ name, contract }) => `  ${name}, from ${contract}`)] : []),
    'Scenarios',
    ...scenarios.map(({ name, fault, requests }) => `  ${name}: ${fault ?? 'no fault'}, ${requests} requests`),
    ...(notes.length > 0 ? ['To know', ...notes.map(note => `  ${note}`)] : []),
  ].join('\n')}\n`;
}

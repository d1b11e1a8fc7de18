import { imageWords, priceWords, sourceWords, type VerifyPreview } from '../../protocol/verify-preview.ts';

/** The price first; then what runs, and what goes wrong. */
export function verifyPreviewText(preview: VerifyPreview): string {
  const { services, mocks, scenarios, tests, whyVoid, notes } = preview;
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
    ...(tests.length > 0 ? ['Contract tests', ...tests.map(({ tool, file }) => `  ${file}, by ${tool}`)] : []),
    ...(notes.length > 0 ? ['To know', ...notes.map(note => `  ${note}`)] : []),
  ].join('\n')}\n`;
}

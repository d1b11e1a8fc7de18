import { riskCheck } from '../../risky-code.ts';

export const missingRollback = riskCheck({
  risk: 'no-rollback',
  id: 'code.missing-rollback',
  severity: 'high',
  title: 'A transaction is never rolled back',
  why: 'When something between begin and commit fails, the connection goes back with an open transaction and its locks.',
  fix: 'Roll back on every way out but the successful one.',
  guard: 'Only where the function that begins it commits it as well; any rollback there counts.',
  sources: [
    'https://github.com/metal-stack/go-ipam/pull/160',
    'https://github.com/mattn/go-sqlite3/issues/856',
    'https://github.com/MainfluxLabs/mainflux/issues/859',
  ],
  note: 'begins here',
  many: 'begins transactions without a rollback',
  says: ({ within }) => `begins a transaction${within === undefined ? '' : ` in ${within}`} and never rolls it back`,
});

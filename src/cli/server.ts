// What the extension forks. It is the command line's `lsp`: editor and terminal share one program, and so one cache.
process.argv.splice(2, 0, 'lsp');
await import(new URL('cli.js', import.meta.url).href);

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { userCacheFolder } from '../workspace/kept.ts';

// A command is over before the optimizing compiler has earned what it costs; a server goes on.
if (process.argv[2] !== 'lsp') setFlagsFromString('--no-turbofan');

// The program itself is compiled once for many starts; where nothing can or may be kept, each start compiles it again.
if (!process.argv.includes('--no-cache')) enableCompileCache(join(userCacheFolder(), 'compiled'));
await import(new URL('faultline.js', import.meta.url).href);

import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { userCacheFolder } from '../workspace/kept.ts';

// The program itself is compiled once for many starts; where nothing can or may be kept, each start compiles it again.
if (!process.argv.includes('--no-cache')) enableCompileCache(join(userCacheFolder(), 'compiled'));
await import(new URL('faultline.js', import.meta.url).href);

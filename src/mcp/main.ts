#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache(process.env['KESTRA_MCP_CACHE_DIR']);
// What is imported statically is compiled before the first line runs, and so without the cache.
const { start } = await import('./start.ts');
process.exitCode = await start(process.argv.slice(2), process.env);

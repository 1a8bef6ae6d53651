#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache(process.env['KESTRA_MCP_CACHE_DIR']);
// What is imported statically is compiled before the first line runs, and so without the cache.
const { serve } = await import('./serve.ts');
await serve(process.env);

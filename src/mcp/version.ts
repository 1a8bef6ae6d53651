import manifest from '../../package.json' with { type: 'json' };

/** Of the package. The build evaluates this module, so that the rest of package.json is left out. */
export const VERSION: string = manifest.version;

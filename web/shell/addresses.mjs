// Where the other parts of this build lie: docs/stage-contract.md, “Where the files lie when served”.

/** @param {string} path below the build's folder: 'platform/platform.mjs' */
export const inBuild = (path) => new URL(`../${path}`, import.meta.url);

/** A fault that the person who builds can mend: a sentence, no stack. */
export class BuildError extends Error {}

// SHA-256 as cards and folders' names write it, and as pages do (Subresource Integrity).
import { createHash } from 'node:crypto';

/** @param {Buffer | string} content */
export const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/** @param {Buffer | string} content */
export const integrity = (content) => `sha256-${createHash('sha256').update(content).digest('base64')}`;

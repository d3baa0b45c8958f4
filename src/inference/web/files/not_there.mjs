// The sentence for code that could not be downloaded or started.
import { isOutOfMemory, textOf } from '../protocol/failure.mjs';
import { DownloadError } from './download.mjs';

/**
 * A part of the page, code that is downloaded and started, is not there: what happened, and what one can do about it.
 * @param {string} what the beginning of the sentence: “The app”
 * @param {unknown} error
 */
export function notThere(what, error) {
  console.warn(error); // for who looks into it; a person gets a sentence
  if (isOutOfMemory(error))
    return `${what} could not be started: there is not enough memory. Close other tabs and pages, then try again.`;
  // What is damaged is found before it is started: what does not start then, is not for this browser.
  if (/^no available backend|WebAssembly/.test(textOf(error)))
    return `${what} could not be started in this browser. Update the browser or try another one.`;
  if (!(error instanceof DownloadError)) return `${what} could not be downloaded. Check the connection and try again.`;
  switch (error.reason) {
    case 'altered':
    case 'too_long':
      return (
        `${what} arrived damaged: it is not the file that belongs to this page. Try again; if that does not help, ` +
        'the copy on the server is damaged.'
      );
    case 'missing':
      return `${what} could not be downloaded: ${error.message}. Try again, or come back later.`;
    default:
      return `${what} could not be downloaded: ${error.message}. Check the connection and try again.`;
  }
}

// What leaves the page as a file: pixels as a PNG, a text, or whatever lies at an address.

/**
 * @param {string} fileName
 * @param {Uint8Array} rgba
 * @param {number} width
 * @param {number} height
 */
export async function savePng(fileName, rgba, width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pixels = new ImageData(new Uint8ClampedArray(rgba), width, height);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture could not be saved. Close other tabs and try again.');
  saveBlob(blob, fileName);
}

/** @param {string} text @param {string} fileName */
export function saveText(text, fileName) {
  saveBlob(new Blob([text], { type: 'text/plain;charset=utf-8' }), fileName);
}

/** @param {Blob} blob @param {string} fileName */
function saveBlob(blob, fileName) {
  const address = URL.createObjectURL(blob);
  saveLink(address, fileName);
  // The download has read the address long before.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * @param {string} address
 * @param {string} fileName
 */
export function saveLink(address, fileName) {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
}

// What passes between the page and the worker that decodes a picture.

export interface DecodingOrder {
  blob: Blob;
  longestSide: number;
  mostPixels: number;
}

export interface DecodingAnswer {
  kind: string; // "jpeg", "heic" …; '' where the file does not say
  width: number; // of the file's picture, as far as it is known
  height: number;
  bitmap?: ImageBitmap; // upright, its longer side at most as ordered where the browser can scale
  refused?: 'large' | 'late' | 'unreadable';
}

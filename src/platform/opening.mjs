// Room for the browser between the long tasks of opening a stage.

/**
 * Ends the task: the page's layout, the start of WebGL, the app's start and its first frame are long enough each, and
 * between them the browser paints and takes input.
 * @returns {Promise<void>}
 */
export const breathe = () => new Promise((goOn) => setTimeout(goOn));
